"""Print the bill of materials (CycloneDX 1.6, JSON) of the installed program.

Packages and what is inside them come from the lists that the About dialog shows; model files
come with their hashes. The same installation gives the same bytes: the time is
SOURCE_DATE_EPOCH.
"""

import hashlib
import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.contrib.hash.factories import HashTypeFactory
from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import Property
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

from emotion_desktop import __version__
from emotion_desktop.system.parts import Part, included, packages
from emotion_desktop.system.paths import resources_dir
from emotion_desktop.system.requirements import DISTRIBUTION

_WEIGHTS = ("*.safetensors", "tokenizer.json")
_LICENCES = LicenseFactory()


def package(part: Part) -> Component:
    """Return a package of the Python index."""
    url = PackageURL("pypi", name=part.name.lower().replace("_", "-"), version=part.version)
    return Component(
        name=part.name,
        version=part.version,
        purl=url,
        bom_ref=url.to_string(),
        licenses=[_LICENCES.make_from_string(part.licence)],
    )


def inner(part: Part) -> Component:
    """Return a library or weights inside other packages."""
    return Component(
        name=part.name,
        bom_ref=f"inside:{part.name}",
        licenses=[_LICENCES.make_from_string(part.licence)],
        properties=[Property(name="emotion-desktop:inside", value=part.inside)],
    )


def model(path: Path) -> Component:
    """Return a file of weights."""
    name = path.relative_to(resources_dir()).as_posix()
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Component(
        name=name,
        type=ComponentType.MACHINE_LEARNING_MODEL,
        bom_ref=f"file:{name}",
        hashes=[HashTypeFactory().from_hashlib_alg("sha256", digest)],
    )


def bill() -> Bom:
    """Return the bill of this installation."""
    program = Component(
        name=DISTRIBUTION,
        version=__version__,
        type=ComponentType.APPLICATION,
        bom_ref=DISTRIBUTION,
        licenses=[_LICENCES.make_from_string("MIT")],
    )
    found = Bom()
    found.metadata.component = program
    models = resources_dir() / "models"
    weights = sorted(path for pattern in _WEIGHTS for path in models.rglob(pattern))
    found.components = [
        *map(package, packages()),
        *map(inner, included()),
        *map(model, weights),
    ]
    found.register_dependency(program, found.components)
    described = ",".join(sorted(str(part.bom_ref) for part in found.components))
    found.serial_number = uuid5(NAMESPACE_URL, f"{DISTRIBUTION}/{__version__}/{described}")
    found.metadata.timestamp = datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), UTC)
    return found


if __name__ == "__main__":
    parsed = json.loads(JsonV1Dot6(bill()).output_as_string())
    json.dump(parsed, sys.stdout, indent=2, ensure_ascii=False, sort_keys=True)
    sys.stdout.write("\n")
