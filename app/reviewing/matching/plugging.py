"""Plugging in an encoder by its name."""

from importlib import import_module
from typing import cast

from app.reviewing.matching.channels import Encoder


def encoder_named(name: str) -> Encoder:
    """The encoder that `package.module:name` names. Raises ValueError when there is none, saying so."""
    module, _, attribute = name.partition(":")
    try:
        return cast(Encoder, getattr(import_module(module), attribute))
    except (ImportError, AttributeError, ValueError) as error:
        raise ValueError(f"No encoder at {name!r}: write package.module:name of one that is installed.") from error
