"""The importers that ship, and those that other packages plug in through the entry point ``uncramp.importers``."""

from __future__ import annotations

from functools import cache

from uncramp.importers.apple_health import AppleHealthImporter
from uncramp.importers.cronometer import (
    CronometerBiometricsImporter,
    CronometerDaysImporter,
    CronometerExercisesImporter,
    CronometerServingsImporter,
)
from uncramp.importers.fit import FitImporter
from uncramp.importers.fitbit_takeout import FitbitImporter
from uncramp.importers.fitbit_weights import FitbitWeightImporter
from uncramp.importers.garmin_export import GarminExportImporter
from uncramp.importers.gpx import GpxImporter
from uncramp.importers.health_connect import HealthConnectImporter
from uncramp.importers.importer import Importer
from uncramp.importers.myfitnesspal import MyFitnessPalImporter
from uncramp.importers.oura import OuraImporter
from uncramp.importers.strava_export import StravaImporter
from uncramp.importers.tcx import TcxImporter
from uncramp.importers.tidy_csv import TidyCsvImporter
from uncramp.importers.whoop import WhoopImporter

IMPORTERS: tuple[Importer, ...] = (
    FitImporter(), TcxImporter(), GpxImporter(), TidyCsvImporter(),
    AppleHealthImporter(), HealthConnectImporter(), StravaImporter(), GarminExportImporter(), FitbitImporter(),
    FitbitWeightImporter(),
    CronometerDaysImporter(), CronometerServingsImporter(), CronometerBiometricsImporter(),
    CronometerExercisesImporter(), MyFitnessPalImporter(), OuraImporter(), WhoopImporter(),
)


@cache
def all_importers() -> tuple[Importer, ...]:
    """Give the importers that ship and the installed plug-ins; a plug-in is a class without arguments.

    A plug-in that cannot be loaded raises: a reader that silently is not there would lose files without a word.
    """
    # the scan of installed packages takes tens of milliseconds and is needed only when files are read
    from importlib.metadata import entry_points

    return IMPORTERS + tuple(point.load()() for point in entry_points(group="uncramp.importers"))
