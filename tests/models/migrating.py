"""Alembic as its command line would run it, on a database that a test names."""

from alembic.config import Config

from billboard.infra.config import ROOT
from billboard.infra.db import open_engine


def alembic_config(url: str) -> Config:
    """`config.attributes["engine"]` is the engine, which whoever asked disposes of."""
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.attributes["engine"] = open_engine(url)
    return config
