"""Frozen values that every pillar speaks."""

from counterfoil.model.api import (
    Api,
    Body,
    Bundle,
    Component,
    Contract,
    Direction,
    Encoding,
    Header,
    In,
    Kind,
    Lifecycle,
    Media,
    Operation,
    Parameter,
    Requirement,
    Response,
    SecurityScheme,
)
from counterfoil.model.artifact import Artifact, Plan
from counterfoil.model.config import Config, Waiver
from counterfoil.model.exchange import Exchange, Headers, Reply, Request, values_of
from counterfoil.model.finding import CannotRun, Finding, Report, Severity
from counterfoil.model.json import Json, JsonObject, Schema, escape, unescape
from counterfoil.model.place import At, Place, Positions, Source

__all__ = [
    "Api",
    "Artifact",
    "At",
    "Body",
    "Bundle",
    "CannotRun",
    "Component",
    "Config",
    "Contract",
    "Direction",
    "Encoding",
    "Exchange",
    "Finding",
    "Header",
    "Headers",
    "In",
    "Json",
    "JsonObject",
    "Kind",
    "Lifecycle",
    "Media",
    "Operation",
    "Parameter",
    "Place",
    "Plan",
    "Positions",
    "Reply",
    "Report",
    "Request",
    "Requirement",
    "Response",
    "Schema",
    "SecurityScheme",
    "Severity",
    "Source",
    "Waiver",
    "escape",
    "unescape",
    "values_of",
]
