"""Regions 行政区, waters 水体 and their reaches 河段, responsible units 责任单位."""

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from rules.roles import Level
from storage.models.base import Base, by_value


class Region(Base):
    """An administrative region down to the village; `path` is "/1/4/9/", so a prefix is a subtree."""

    __tablename__ = "regions"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(32), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    level: Mapped[Level] = mapped_column(by_value(Level))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("regions.id"), index=True)
    path: Mapped[str] = mapped_column(String(200), index=True, default="")


class Water(Base):
    """A river, lake, reservoir, pond, channel, or a reach of one (tree by `parent_id`).

    `line` is [[lat, lon], ...] in WGS-84; the box (degrees) finds nearby waters without reading lines.
    """

    __tablename__ = "waters"
    __table_args__ = (Index("ix_waters_box", "south", "north", "west", "east"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(32), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    kind: Mapped[str] = mapped_column(String(16))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("waters.id"), index=True)
    path: Mapped[str] = mapped_column(String(200), index=True, default="")
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
    line: Mapped[list[Any] | None]
    length_m: Mapped[float | None]
    south: Mapped[float | None]
    north: Mapped[float | None]
    west: Mapped[float | None]
    east: Mapped[float | None]
    note: Mapped[str] = mapped_column(String(500), default="")
    removed_on: Mapped[date | None]


class Unit(Base):
    """A responsible unit 责任单位 (department, station, company) that rectifies."""

    __tablename__ = "units"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(32), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id"), index=True)
