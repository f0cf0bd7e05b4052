"""What is written in requirements.in is what is pinned, with hashes and without the name of any registry."""

import re

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from config.home import REPOSITORY

PAIRS = [("requirements.in", "requirements.txt"), ("requirements-dev.in", "requirements-dev.txt")]


def wanted(source: str) -> list[str]:
    lines = (REPOSITORY / source).read_text().splitlines()
    return [line for line in lines if line.strip() and not line.startswith(("#", "-"))]


@pytest.mark.parametrize(("source", "compiled"), PAIRS)
def test_the_pins_fit_what_is_wanted(source: str, compiled: str) -> None:
    text = (REPOSITORY / compiled).read_text()
    pins = {canonicalize_name(name): version for name, version in re.findall(r"^([\w.-]+)==([\w.+!-]+)", text, re.M)}
    for line in wanted(source):
        requirement = Requirement(line.split("#")[0].strip())
        version = pins.get(canonicalize_name(requirement.name))
        assert version is not None, f"{requirement.name} is not pinned: bin/requirements"
        assert requirement.specifier.contains(version), f"{requirement} is pinned at {version}: bin/requirements"


@pytest.mark.parametrize(("source", "compiled"), PAIRS)
def test_each_requirement_has_a_reason_beside_it(source: str, compiled: str) -> None:
    assert [line for line in wanted(source) if not line.partition("#")[2].strip()] == []


@pytest.mark.parametrize(("source", "compiled"), PAIRS)
def test_every_pin_has_its_hashes_and_no_registry_is_named(source: str, compiled: str) -> None:
    text = (REPOSITORY / compiled).read_text()
    for pin in re.findall(r"^[\w.-]+==(?:.*\\\n)*.*$", text, re.M):
        assert "--hash=sha256:" in pin, pin
    assert "://" not in text
