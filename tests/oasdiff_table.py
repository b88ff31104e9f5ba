"""What oasdiff calls a change, in the words of this project's rules."""

import re
from collections.abc import Mapping

FACTS: Mapping[str, tuple[str, ...]] = {
    "added": ("property-added", "required-property-added"),
    "removed": ("property-removed", "required-property-removed", "value-forbidden"),
    "all-of-added": ("constraint-added", "required-property-added", "property-added"),
    "all-of-removed": ("constraint-removed", "required-property-removed", "property-removed"),
    "any-of-added": ("alternative-added", "alternatives-added"),
    "any-of-removed": ("alternative-removed", "alternatives-removed"),
    "one-of-added": ("alternative-added", "alternatives-added"),
    "one-of-removed": ("alternative-removed", "alternatives-removed"),
    "wrapped-in-one-of": ("alternative-added", "alternatives-added"),
    "became-enum": ("became-enum",),
    "became-not-nullable": ("became-not-nullable",),
    "became-nullable": ("became-nullable",),
    "became-read-only": ("property-became-read-only",),
    "became-not-read-only": ("property-became-not-read-only",),
    "became-write-only": ("property-became-write-only",),
    "became-not-write-only": ("property-became-not-write-only",),
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
    "pattern-added": ("pattern-added",),
    "pattern-changed": ("pattern-changed",),
    "pattern-generalized": ("pattern-changed",),
    "pattern-removed": ("pattern-removed",),
    "pattern-property-added": ("pattern-property-added",),
    "pattern-property-removed": ("pattern-property-removed",),
    "prefix-items-added": ("prefix-item-added",),
    "prefix-items-removed": ("prefix-item-removed",),
    "property-names-added": ("property-names-constrained",),
    "property-names-removed": ("property-names-unconstrained",),
    "type-changed": ("type-changed", "type-narrowed", "type-widened", "format-changed"),
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
    "new-required-request-property": ("request-required-property-added",),
    "new-required-request-property-with-default": ("request-required-property-added",),
    "new-required-request-parameter": ("request-required-parameter-added",),
    "optional-response-header-removed": ("response-header-removed",),
    "required-response-header-removed": ("response-header-removed",),
    "response-header-became-optional": ("response-header-became-optional",),
    "request-parameter-became-optional": ("request-parameter-became-optional",),
    "request-parameter-became-required": ("request-parameter-became-required",),
    "request-parameter-removed": ("request-parameter-removed",),
    "request-body-became-optional": ("request-body-became-optional",),
    "request-body-became-required": ("request-body-became-required",),
    "request-body-removed": ("request-body-removed",),
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
    "api-operation-id-added": ("operation-id-changed",),
    "api-operation-id-removed": ("operation-id-changed",),
    "api-tag-added": ("operation-tag-added",),
    "api-tag-removed": ("operation-tag-removed",),
    "api-removed-with-deprecation": ("operation-removed",),
    "api-removed-without-deprecation": ("removed-without-deprecation",),
    "api-removed-before-sunset": ("removed-before-sunset",),
    "api-path-removed-with-deprecation": ("operation-removed",),
    "api-path-removed-without-deprecation": ("operation-removed",),
    "api-path-removed-before-sunset": ("removed-before-sunset",),
    "api-stability-decreased": ("stability-decreased",),
}
"""What is no change of a schema."""

_SCHEMA = re.compile(
    r"(request|response)-"
    r"(body|parameter-property|parameter|(?:optional-|required-|read-only-|write-only-)*property|header)-"
    r"(.+)"
)


def rules_of(label: str) -> frozenset[str]:
    """The rules here that tell what oasdiff tells by this id; none where there is no such rule.

    >>> sorted(rules_of("request-parameter-max-length-set"))
    ['request-max-length-decreased']
    """
    if label in WHOLE:
        return frozenset(WHOLE[label])
    if found := _SCHEMA.fullmatch(label):
        return frozenset(f"{found[1]}-{fact}" for fact in FACTS.get(found[3], ()))
    return frozenset()


def is_inside(label: str) -> bool | None:
    """Whether an id speaks of something inside a value, of the value as a whole, or of neither."""
    found = _SCHEMA.fullmatch(label)
    if label in WHOLE or found is None:
        return None
    return found[2].endswith("property")
