"""What oasdiff calls a change, in the words of this project's rules."""

import re
from collections.abc import Mapping

FACTS: Mapping[str, tuple[str, ...]] = {
    "added": ("property-added", "required-property-added"),
    "removed": ("property-removed", "required-property-removed", "value-forbidden"),
    "all-of-added": ("required-property-added", "property-added"),
    "all-of-removed": ("required-property-removed", "property-removed"),
    "any-of-added": ("alternative-added", "alternatives-added"),
    "any-of-removed": ("alternative-removed", "alternatives-removed"),
    "one-of-added": ("alternative-added", "alternatives-added"),
    "one-of-removed": ("alternative-removed", "alternatives-removed"),
    "wrapped-in-one-of": ("alternative-added", "alternatives-added"),
    "became-enum": ("became-enum",),
    "became-not-nullable": ("became-not-nullable",),
    "became-nullable": ("became-nullable",),
    "became-optional": ("property-became-optional",),
    "became-required": ("property-became-required",),
    "became-required-with-default": ("property-became-required",),
    "const-added": ("became-enum",),
    "const-changed": ("enum-value-added", "enum-value-removed"),
    "const-removed": ("became-not-enum",),
    "contains-added": ("contains-added",),
    "contains-removed": ("contains-removed",),
    "content-encoding-changed": ("content-encoding-changed",),
    "content-media-type-changed": ("content-media-type-changed",),
    "content-schema-added": ("content-schema-added",),
    "content-schema-removed": ("content-schema-removed",),
    "default-value-added": ("default-added",),
    "default-value-changed": ("default-changed",),
    "default-value-removed": ("default-removed",),
    "dependent-required-added": ("dependent-required-added",),
    "dependent-required-changed": ("dependent-required-added", "dependent-required-removed"),
    "dependent-required-removed": ("dependent-required-removed",),
    "dependent-schema-added": ("dependent-schema-added",),
    "dependent-schema-removed": ("dependent-schema-removed",),
    "deprecated": ("field-deprecated",),
    "deprecated-with-sunset": ("field-deprecated",),
    "reactivated": ("field-reactivated",),
    "discriminator-added": ("discriminator-added",),
    "discriminator-removed": ("discriminator-removed",),
    "discriminator-mapping-added": ("discriminator-mapping-added",),
    "discriminator-mapping-changed": ("discriminator-mapping-changed",),
    "discriminator-mapping-deleted": ("discriminator-mapping-removed",),
    "discriminator-property-name-changed": ("discriminator-property-changed",),
    "if-added": ("condition-added",),
    "then-added": ("condition-added",),
    "else-added": ("condition-added",),
    "if-removed": ("condition-removed",),
    "then-removed": ("condition-removed",),
    "else-removed": ("condition-removed",),
    "enum-value-added": ("enum-value-added",),
    "enum-value-removed": ("enum-value-removed",),
    "exclusive-max-decreased": ("maximum-decreased",),
    "exclusive-max-increased": ("maximum-increased",),
    "exclusive-max-set": ("maximum-decreased",),
    "exclusive-min-decreased": ("minimum-decreased",),
    "exclusive-min-increased": ("minimum-increased",),
    "exclusive-min-set": ("minimum-increased",),
    "max-decreased": ("maximum-decreased",),
    "max-increased": ("maximum-increased",),
    "max-set": ("maximum-decreased",),
    "min-decreased": ("minimum-decreased",),
    "min-increased": ("minimum-increased",),
    "min-set": ("minimum-increased",),
    "max-contains-decreased": ("max-contains-decreased",),
    "max-contains-increased": ("max-contains-increased",),
    "min-contains-decreased": ("min-contains-decreased",),
    "min-contains-increased": ("min-contains-increased",),
    "max-items-decreased": ("max-items-decreased",),
    "max-items-increased": ("max-items-increased",),
    "min-items-decreased": ("min-items-decreased",),
    "min-items-increased": ("min-items-increased",),
    "max-length-decreased": ("max-length-decreased",),
    "max-length-increased": ("max-length-increased",),
    "max-length-set": ("max-length-decreased",),
    "max-length-unset": ("max-length-increased",),
    "min-length-decreased": ("min-length-decreased",),
    "min-length-increased": ("min-length-increased",),
    "list-of-types-narrowed": ("type-narrowed", "alternative-removed"),
    "list-of-types-widened": ("type-widened", "alternative-added"),
    "pattern-added": ("pattern-added", "pattern-changed"),
    "pattern-changed": ("pattern-changed",),
    "pattern-generalized": ("pattern-changed",),
    "pattern-removed": ("pattern-removed", "pattern-changed"),
    "pattern-property-added": ("pattern-property-added",),
    "pattern-property-removed": ("pattern-property-removed",),
    "prefix-items-added": ("prefix-item-added",),
    "prefix-items-removed": ("prefix-item-removed",),
    "property-names-added": ("property-names-constrained",),
    "property-names-removed": ("property-names-unconstrained",),
    "type-changed": (
        "type-changed",
        "type-narrowed",
        "type-widened",
        "format-added",
        "format-changed",
    ),
    "type-compatible": ("type-narrowed", "type-widened", "format-changed"),
    "type-generalized": ("type-widened", "format-removed", "format-changed"),
    "type-specialized": ("type-narrowed", "format-added", "format-changed"),
    "unevaluated-items-added": ("unevaluated-items-constrained",),
    "unevaluated-items-removed": ("unevaluated-items-unconstrained",),
    "unevaluated-properties-added": ("unevaluated-properties-constrained",),
    "unevaluated-properties-removed": ("unevaluated-properties-unconstrained",),
}
"""How its ids end → facts. What they begin with says whether a request or an answer is meant."""

WHOLE: Mapping[str, tuple[str, ...]] = {
    "new-optional-request-property": ("request-property-added",),
    "new-required-request-property": (
        "request-required-property-added",
        "request-condition-changed",
    ),
    "new-required-request-property-with-default": ("request-required-property-added",),
    "new-required-request-parameter": ("request-required-parameter-added",),
    "optional-response-header-removed": ("response-header-removed",),
    "required-response-header-removed": ("response-header-removed",),
    "response-header-became-optional": ("response-header-became-optional",),
    "request-parameter-became-optional": ("request-parameter-became-optional",),
    "request-parameter-became-required": ("request-parameter-became-required",),
    "request-parameter-removed": (
        "request-parameter-removed",
        "request-required-parameter-removed",
        "request-parameter-retired",
        "request-parameter-withdrawn",
    ),
    "request-parameter-removed-before-sunset": ("request-parameter-withdrawn",),
    "request-parameter-removed-with-deprecation": ("request-parameter-retired",),
    "request-parameter-deprecated": ("request-parameter-deprecated",),
    "request-parameter-reactivated": ("request-parameter-reactivated",),
    "request-body-became-optional": ("request-body-became-optional",),
    "request-body-became-required": ("request-body-became-required",),
    "request-body-removed": ("request-body-removed", "request-required-body-removed"),
    "request-body-media-type-added": ("request-media-type-added",),
    "request-body-media-type-removed": ("request-media-type-removed",),
    "response-media-type-added": ("response-media-type-added",),
    "response-media-type-removed": ("response-media-type-removed",),
    "response-success-status-added": ("response-success-status-added",),
    "response-success-status-removed": ("response-success-status-removed",),
    "response-non-success-status-added": ("response-status-added",),
    "response-non-success-status-removed": ("response-status-removed",),
    "endpoint-added": ("operation-added",),
    "endpoint-deprecated": ("operation-deprecated",),
    "endpoint-deprecated-with-sunset": ("operation-deprecated",),
    "endpoint-reactivated": ("operation-reactivated",),
    "api-operation-id-added": ("operation-id-added", "operation-id-changed"),
    "api-operation-id-removed": ("operation-id-removed", "operation-id-changed"),
    "api-tag-added": ("operation-tag-added",),
    "api-tag-removed": ("operation-tag-removed",),
    "api-removed-with-deprecation": ("operation-retired", "operation-removed"),
    "api-removed-without-deprecation": ("operation-removed",),
    "api-removed-before-sunset": ("operation-withdrawn",),
    "api-path-removed-with-deprecation": ("operation-retired", "operation-removed"),
    "api-path-removed-without-deprecation": ("operation-removed",),
    "api-path-removed-before-sunset": ("operation-withdrawn",),
    "api-path-sunset-parse": ("sunset-unreadable",),
    "api-deprecated-sunset-parse": ("sunset-unreadable",),
    "api-deprecated-sunset-missing": ("sunset-missing",),
    "api-sunset-date-too-small": ("sunset-too-soon",),
    "api-invalid-stability-level": ("stability-unknown", "stability-decreased"),
    "api-stability-decreased": ("stability-decreased",),
    "api-stability-increased": ("stability-increased",),
    "api-global-security-added": ("security-added", "security-alternative-removed"),
    "api-global-security-removed": ("security-removed", "security-alternative-added"),
    "api-global-security-scope-added": ("security-scope-added",),
    "api-global-security-scope-removed": ("security-scope-removed",),
    "api-security-added": ("security-added", "security-alternative-added"),
    "api-security-removed": ("security-removed", "security-alternative-removed"),
    "api-security-scope-added": ("security-scope-added",),
    "api-security-scope-removed": ("security-scope-removed",),
    "api-security-component-added": ("security-scheme-added",),
    "api-security-component-removed": ("security-scheme-removed",),
    "api-security-component-type-changed": ("security-scheme-changed",),
    "api-security-component-oauth-scope-added": ("security-scheme-scope-added",),
    "api-security-component-oauth-scope-changed": ("security-scheme-scope-added",),
    "api-security-component-oauth-scope-removed": ("security-scheme-scope-removed",),
    "api-security-component-oauth-token-url-changed": ("security-scheme-token-url-changed",),
    "api-security-component-oauth-url-changed": ("security-scheme-token-url-changed",),
    "webhook-added": ("webhook-added",),
    "webhook-removed": ("webhook-removed",),
}
"""What is no change of a schema."""

_SCHEMA = re.compile(
    r"(request|response)-"
    r"(body|parameter-property|parameter|(?:optional-|required-|read-only-|write-only-)*property|header)-"
    r"(.+)"
)


_SUNSETS = {
    "deprecated-sunset-invalid": "sunset-unreadable",
    "deprecated-sunset-missing": "sunset-missing",
    "sunset-date-changed-too-small": "sunset-moved-earlier",
    "sunset-date-too-small": "sunset-too-soon",
    "sunset-deleted": "sunset-removed",
    "sunset-parse": "sunset-unreadable",
}
_MARKS = re.compile(r"became-(?:not-)?(?:read|write)-only")


def rules_of(label: str) -> frozenset[str]:
    """The rules here that tell what oasdiff tells by this id; none where there is no such rule.

    What is marked `readOnly` or `writeOnly` is told here once: where it makes a difference, if it does.

    >>> sorted(rules_of("request-parameter-max-length-set"))
    ['request-max-length-decreased']
    """
    if label in WHOLE:
        return frozenset(WHOLE[label])
    found = _SCHEMA.fullmatch(label)
    if found is None:
        return frozenset()
    if found[3] in _SUNSETS:
        return frozenset({_SUNSETS[found[3]]})
    if _MARKS.fullmatch(found[3]):
        return frozenset(f"{sent}-property-{found[3]}" for sent in ("request", "response"))
    return frozenset(f"{found[1]}-{fact}" for fact in FACTS.get(found[3], ()))


UNLISTED: Mapping[str, tuple[str, ...]] = {
    # A required property is answered no more.
    "TestBreaking_RequiredPropertyWriteOnlyEnabled": ("response-property-became-write-only",),
    # Answers may hold texts that did not match; in requests the property is `readOnly`.
    "TestBreaking_DeletePatten": ("response-pattern-removed",),
    "TestBreaking_ModifyPattern": ("response-pattern-changed",),
    "TestBreaking_GeneralizedPattern": ("response-pattern-changed",),
    "TestBreaking_ModifyPatternToAnyString": ("response-pattern-changed",),
    # `required: [name]` became `required: [""]`.
    "TestRequestPropertyMarkedOptional": ("request-property-became-required",),
}
"""Rows with a list that is not complete after all → the rules that show a payload that breaks."""

UNTOLD: Mapping[str, str] = {
    "TestBreaking_RequestPropertyAllOfAdded": "what joined `allOf` says what others in it say",
    "TestRequestPropertyAllOfAdded": "what joined `allOf` says what others in it say",
    "TestResponsePropertyAllOfRemoved": "what left `allOf` says what others in it say",
}
"""Rows of which nothing is told → why it is no more than another way to say the same."""

HARMFUL: Mapping[str, tuple[str, ...]] = {
    # Who calls without credentials, or with those of before, is refused.
    "TestAPIGlobalSecurityyAdded": ("security-added",),
    "TestAPISecurityScopeAdded": ("security-scope-added",),
    # Answers may hold texts that did not match.
    "TestResponsePropertyPatternRemoved": ("response-pattern-changed",),
    # The first item was a text and has to be a number, or the other way round.
    "TestRequestBodyPrefixItemsAdded": ("request-prefix-item-added",),
    "TestResponseBodyPrefixItemsRemoved": ("response-prefix-item-removed",),
    "TestResponsePropertyPrefixItemsRemoved": ("response-prefix-item-removed",),
    # What only `Cat` took is taken by `Cat` and `Rabbit` now, and `oneOf` wants one of them.
    "TestRequestPropertyOneOfAdded": ("request-alternative-added",),
    # What `Cat` and `Rabbit` took is taken by `Cat` alone now, and may be answered.
    "TestResponsePropertyOneOfRemoved": ("response-alternative-removed",),
}
"""Rows that call something harmless → the rules that show a payload that says otherwise."""

HARMLESS: Mapping[str, str] = {
    "TestBreaking_AddPattern": "the property is `readOnly`: no request has it",
    "TestBreaking_AddPatternRecursive": "the property is `readOnly`: no request has it",
    "TestBreaking_RequestPropertyOneOfRemoved": "all alternatives take the same: none is the only one",
    "TestRequestPropertyOneOfRemoved": "all alternatives take the same: none is the only one",
    "TestBreaking_RequestParameterMaxItemsWithFlatten": "`maxItems` is said of texts",
    "TestRequestParameterMaxDecreased": "`maximum` is said of a list",
    "TestRequestParameterMinIncreased": "the path has no such parameter: no request has it",
    "TestRequestPathParamFormatChanged": "the path has no such parameter: no request has it",
    "TestRequestQueryParamTypeChanged": "no text of 29 characters at most matches the pattern of 36",
    "TestRequestBodyMinLengthIncreased": "`minLength` is said of an object",
    "TestResponsePropertyFormatChangedCheck": "the property is said of texts, which have none",
    "TestListOfTypesUncoveredPaths/parameter_deleted_types": "a number in a query is a text too",
    "TestRequestBodyMinContainsIncreased": "a list of texts contains no number",
    "TestResponseBodyMaxContainsIncreased": "a list of texts contains no number",
    "TestResponseBodyDependentRequiredChanged": "answers have one more property, and lack none",
}
"""Rows that fear something → the proof, which is in what is told: both versions take the same there,
or less is sent than before."""
