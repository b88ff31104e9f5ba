"""What to do instead of a breaking change: expand first, contract once nobody relies on it."""

from collections.abc import Mapping

from counterfoil.compat.change import Party
from counterfoil.compat.facts import Fact
from counterfoil.compat.terms import Version

_KEEP_SENDING = (
    "Go on sending it, mark it `deprecated` with an `x-sunset`, and take it away once nobody reads it;"
    " or take it away in the next major version."
)
_KEEP_TAKING = "Go on accepting what was accepted, and check the narrower rule in the service or in the next major version."
_KEEP_WITHIN = (
    "Go on answering within what was promised; put what goes beyond it into a new optional property, or"
    " into the next major version."
)
_NEW_MESSAGE = (
    "Write it as a new version of the message beside this one, until every reader has moved."
)

_REQUEST: Mapping[Fact, str] = {
    Fact.REQUIRED_PROPERTY_ADDED: "Make it optional, or give it a `default` that means what its absence"
    " meant; require it in the next major version.",
    Fact.PROPERTY_BECAME_REQUIRED: "Leave it optional, or give it a `default` that means what its absence"
    " meant; require it in the next major version.",
    Fact.ENUM_VALUE_REMOVED: "Go on accepting the member, and treat it as the one that takes its place.",
    Fact.PROPERTY_REMOVED: "Go on accepting it, and ignore it; mark it `deprecated` with an `x-sunset`.",
    Fact.REQUIRED_PROPERTY_REMOVED: "Go on accepting it, and ignore it; mark it `deprecated` with an"
    " `x-sunset`.",
    Fact.ADDITIONAL_PROPERTIES_FORBIDDEN: "Go on ignoring properties that are not declared.",
    Fact.FORMAT_CHANGED: "Accept both formats, or add a property in the new one beside this one.",
    Fact.TYPE_CHANGED: "Accept both types, or add a property of the new type beside this one.",
    Fact.PROPERTY_BECAME_READ_ONLY: "Go on accepting it in requests, and ignore it there.",
}
_RESPONSE: Mapping[Fact, str] = {
    Fact.PROPERTY_REMOVED: _KEEP_SENDING,
    Fact.REQUIRED_PROPERTY_REMOVED: _KEEP_SENDING,
    Fact.PROPERTY_BECAME_OPTIONAL: "Go on sending it always; where there is nothing to say, send the value"
    " that says so.",
    Fact.PROPERTY_BECAME_WRITE_ONLY: _KEEP_SENDING,
    Fact.BECAME_NULLABLE: "Go on sending a value, or leave the property out where it is optional already.",
    Fact.ENUM_VALUE_ADDED: "Mark the enum `x-extensible-enum` before it grows and let consumers handle members"
    " that they do not know; or send the new member in the next major version alone.",
    Fact.BECAME_NOT_ENUM: "Keep the members, or mark the enum `x-extensible-enum` and let consumers handle"
    " members that they do not know.",
    Fact.ALTERNATIVE_ADDED: "Send the new alternative only to who asked for it, or in the next major version.",
    Fact.FORMAT_CHANGED: "Add a property in the new format beside this one, and send both for a while.",
    Fact.TYPE_CHANGED: "Add a property of the new type beside this one, and send both for a while.",
    Fact.ADDITIONAL_PROPERTIES_ALLOWED: "Declare the properties that are added.",
}


TELL_APART = (
    "Tell the alternatives around it apart by a required property that has a `const` of its own in each,"
    " so that no value can be two of them."
)
_AHEAD: Mapping[Party, str] = {
    Party.CONSUMER: "Let consumers send what the baseline takes, until every provider has moved.",
    Party.PROVIDER: "Let consumers go on taking what the baseline may answer, until every provider has moved.",
    Party.WRITER: "Let writers send what the baseline takes, until every reader has moved.",
}
"""Where one side keeps to the candidate already, and the other side still to the baseline."""


def remedy(fact: Fact, sender: Party, kept: Version = Version.BASELINE) -> str:
    """What can be done instead, where one side keeps to one version and the other side to the other."""
    if kept is Version.CANDIDATE:
        return _AHEAD[sender]
    match sender:
        case Party.CONSUMER:
            return _REQUEST.get(fact, _KEEP_TAKING)
        case Party.PROVIDER:
            return _RESPONSE.get(fact, _KEEP_WITHIN)
    return _NEW_MESSAGE
