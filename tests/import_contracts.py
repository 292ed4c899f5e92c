"""Two import contracts of our own; unlike the built-in ones they also hold before a module is written."""

import sys
from collections.abc import Iterable
from typing import cast

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class OnlyAllowedContract(Contract):
    """A package imports the standard library, itself and what `also_allowed` names: nothing else."""

    type_name = "only_allowed"

    importers = fields.ListField(subfield=fields.StringField())
    also_allowed = fields.ListField(subfield=fields.StringField(), required=False, default=[])

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: FBT001 -- their signature
        allowed = {*sys.stdlib_module_names, *cast("list[str]", self.also_allowed)}
        return _verdict(
            (importer, imported)
            for package in cast("list[str]", self.importers)
            for importer in _modules_of(package, graph)
            for imported in graph.find_modules_directly_imported_by(importer)
            if not _is_within(imported, package) and imported.partition(".")[0] not in allowed
        )

    def render_broken_contract(self, check: ContractCheck) -> None:
        _render(check)


class KeptInsideContract(Contract):
    """The named libraries are imported inside their homes and nowhere else."""

    type_name = "kept_inside"

    libraries = fields.ListField(subfield=fields.StringField())
    homes = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: FBT001 -- their signature
        homes = cast("list[str]", self.homes)
        return _verdict(
            (importer, library)
            for library in cast("list[str]", self.libraries)
            for imported in _modules_of(library, graph)
            for importer in graph.find_modules_that_directly_import(imported)
            if not any(_is_within(importer, home) for home in homes)
        )

    def render_broken_contract(self, check: ContractCheck) -> None:
        _render(check)


def _modules_of(package: str, graph: ImportGraph) -> set[str]:
    """The package and what is in it; nothing where it is not written yet."""
    return {module for module in graph.modules if _is_within(module, package)}


def _is_within(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


def _verdict(illegal: Iterable[tuple[str, str]]) -> ContractCheck:
    found = sorted(illegal)
    return ContractCheck(kept=not found, metadata={"illegal": found})


def _render(check: ContractCheck) -> None:
    for importer, imported in check.metadata["illegal"]:
        output.print_error(f"{importer} may not import {imported}", bold=False)
