"""A small county for tests: its places, its people by name, written straight into the tables."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from itertools import count
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.orm import Session

from rules.geodesy import Place, length
from rules.roles import Level, Role
from storage.audit import By
from storage.database import Database
from storage.models import Account, Appointment, Base, Person, Post, Region, Unit, Water

FOUNDED = datetime(2026, 1, 1, tzinfo=UTC)
SERVING_SINCE = date(2025, 1, 1)

# The lower reach of 青溪村: about 1.1 km, northwards.
LOWER = tuple(Place(29.5900 + 0.001 * n, 106.2200 + 0.0002 * (n % 3)) for n in range(11))
UPPER = tuple(Place(29.6000 + 0.001 * n, 106.2200 + 0.0002 * (n % 3)) for n in range(11))
BROOK = tuple(Place(29.5950 + 0.0004 * n, 106.2300 + 0.0008 * n) for n in range(9))


@dataclass
class County:
    """Ids by name: regions, waters, units, posts and people (keys as in `CAST`); Telegram ids of the people."""

    regions: dict[str, int] = field(default_factory=dict)
    waters: dict[str, int] = field(default_factory=dict)
    units: dict[str, int] = field(default_factory=dict)
    posts: dict[str, int] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    telegram: dict[str, int] = field(default_factory=dict)

    def by(self, key: str, at: datetime) -> By:
        """Somebody who does something at a moment, as the holder of their post."""
        return By(at, self.people[key], self.posts[key])

    def copy(self) -> "County":
        """Another one with the same ids, for a test that adds to it."""
        return County(**{name: dict(ids) for name, ids in vars(self).items()})


REGIONS = (
    ("district", "500120", "璧山区", Level.COUNTY, None),
    ("dalu", "500120101", "大路街道", Level.TOWNSHIP, "district"),
    ("qinggang", "500120102", "青杠街道", Level.TOWNSHIP, "district"),
    ("qingxi", "500120101201", "青溪村", Level.VILLAGE, "dalu"),
    ("longmen", "500120101202", "龙门村", Level.VILLAGE, "dalu"),
    ("baiyun", "500120102201", "白云村", Level.VILLAGE, "qinggang"),
)
WATERS = (
    ("river", "R01", "璧南河", "河流", None, "district", None),
    ("dalu_reach", "R01-1", "璧南河大路段", "河段", "river", "dalu", None),
    ("lower", "R01-1-1", "璧南河青溪村段", "河段", "dalu_reach", "qingxi", LOWER),
    ("upper", "R01-1-2", "璧南河龙门村段", "河段", "dalu_reach", "longmen", UPPER),
    ("brook", "R02", "白云溪", "河流", None, "baiyun", BROOK),
)
UNITS = (("cleaning", "U01", "大路街道环卫所", "dalu"), ("ecology", "U02", "璧山区生态环境局", "district"))
# key: name, role, level, region, water, unit, title
CAST = (
    ("zhang", "张卫民", Role.RIVER_CHIEF, Level.VILLAGE, "qingxi", "lower", None, "青溪村党支部书记"),
    ("sun", "孙小河", Role.RIVER_CHIEF, Level.VILLAGE, "longmen", "upper", None, "龙门村村委会主任"),
    ("bai", "白云生", Role.RIVER_CHIEF, Level.VILLAGE, "baiyun", "brook", None, "白云村党支部书记"),
    ("li", "李建国", Role.RIVER_CHIEF, Level.TOWNSHIP, "dalu", "dalu_reach", None, "大路街道办事处主任"),
    ("wang", "王晓梅", Role.OFFICE, Level.TOWNSHIP, "dalu", None, None, "大路街道河长办工作人员"),
    ("qian", "钱文", Role.OFFICE, Level.TOWNSHIP, "qinggang", None, None, "青杠街道河长办工作人员"),
    ("chen", "陈志远", Role.OFFICE, Level.COUNTY, "district", None, None, "区河长办副主任"),
    ("zhao", "赵铁军", Role.UNIT, Level.TOWNSHIP, "dalu", None, "cleaning", "大路街道环卫所所长"),
    ("zhou", "周明", Role.RIVER_CHIEF, Level.COUNTY, "district", "river", None, "副区长"),
    ("gu", "顾正", Role.GENERAL_CHIEF, Level.COUNTY, "district", None, None, "区委书记"),
    ("ding", "丁严", Role.INSPECTOR, Level.COUNTY, "district", None, None, "区督查组组长"),
)  # fmt: skip
TWO_REACHES = ("zhang2", "张大江", Role.RIVER_CHIEF, Level.VILLAGE, "qingxi", ("lower", "upper"))


def found_county(session: Session) -> County:
    """Writes the county; everybody of CAST is on the roster and bound to a Telegram account."""
    county = County()
    _places(session, county)
    serial = count(1)
    for key, name, role, level, region, water, unit, title in CAST:
        post = _post(session, county, key, role, level, region, water, unit)
        person = _person(session, county, key, name, next(serial))
        session.add(Appointment(post_id=post.id, person_id=person.id, title=title, from_on=SERVING_SINCE))
    _chief_of_two(session, county, next(serial))
    session.flush()
    return county


@dataclass(frozen=True, slots=True)
class Listed:
    """The rows of one table: as SQLAlchemy gives them, and as SQLite itself holds them."""

    table: Table
    rows: list[dict[str, Any]]
    raw: list[tuple[Any, ...]]

    @property
    def insert(self) -> str:
        """The statement by which SQLite takes the raw rows."""
        return f'INSERT INTO "{self.table.name}" VALUES ({", ".join("?" * len(self.raw[0]))})'  # noqa: S608 - our own

    @property
    def for_postgres(self) -> str:
        """Statements by which PostgreSQL takes the rows, and counts on from them."""
        name, top = self.table.name, max(row["id"] for row in self.rows)
        told = json.dumps(self.rows, default=str, ensure_ascii=False).replace("'", "''")
        laid = f"INSERT INTO {name} SELECT * FROM json_populate_recordset(NULL::{name}, '{told}')"  # noqa: S608 - our own
        return f"{laid}; SELECT setval(pg_get_serial_sequence('{name}', 'id'), {top})"


@dataclass(frozen=True)
class Rows:
    """All rows of a database, by tables that refer only to earlier ones."""

    tables: list[Listed]

    @cached_property
    def for_postgres(self) -> str:
        """One message for all of them."""
        return "; ".join(each.for_postgres for each in self.tables)


def written_down(database: Database, found: Callable[[Session], County] = found_county) -> tuple[County, Rows]:
    """The county and all rows of a database that holds nothing else, to be laid into others."""
    county = database.write_now(found)
    with database.engine.connect() as connection:
        listed = [_listed(connection, table) for table in Base.metadata.sorted_tables]
    return county, Rows([each for each in listed if each.rows])


def _listed(connection: Connection, table: Table) -> Listed:
    rows = [dict(row) for row in connection.execute(table.select()).mappings()]
    raw = connection.exec_driver_sql(f'SELECT * FROM "{table.name}"')  # noqa: S608 - our own names
    return Listed(table, rows, [tuple(row) for row in raw])


def lay(session: Session, rows: Rows) -> None:
    """Writes rows with the ids they have: a tenth of the time that founding a county takes."""
    if session.get_bind().dialect.name == "sqlite":
        driver = session.connection().connection
        for each in rows.tables:
            driver.executemany(each.insert, each.raw)
    else:
        session.connection().exec_driver_sql(rows.for_postgres)


def phone_of(telegram_id: int) -> str:
    """The number of somebody of the county."""
    return f"+861990000{telegram_id:04d}"


def _places(session: Session, county: County) -> None:
    paths: dict[str, str] = {}
    for key, code, name, level, parent in REGIONS:
        region = Region(code=code, name=name, level=level, parent_id=county.regions.get(parent or ""), path="")
        session.add(region)
        session.flush()
        region.path = paths[key] = f"{paths.get(parent or '', '/')}{region.id}/"
        county.regions[key] = region.id
    for key, code, name, kind, parent, place, line in WATERS:
        water = Water(code=code, name=name, kind=kind, parent_id=county.waters.get(parent or ""), path="",
                      region_id=county.regions[place])  # fmt: skip
        if line:
            water.line, water.length_m = [list(point) for point in line], length(line)
            water.south, water.north = min(p.lat for p in line), max(p.lat for p in line)
            water.west, water.east = min(p.lon for p in line), max(p.lon for p in line)
        session.add(water)
        session.flush()
        water.path = paths[f"w:{key}"] = f"{paths.get(f'w:{parent}', '/')}{water.id}/"
        county.waters[key] = water.id
    for key, code, name, place in UNITS:
        unit = Unit(code=code, name=name, region_id=county.regions[place])
        session.add(unit)
        session.flush()
        county.units[key] = unit.id


def _post(
    session: Session,
    county: County,
    key: str,
    role: Role,
    level: Level,
    region: str,
    water: str | None,
    unit: str | None,
) -> Post:
    told = f"{role}|{level}|{region}|{water or ''}|{unit or ''}"
    post = Post(
        key=told if key != "zhang2" else f"{told}|2",
        role=role,
        level=level,
        region_id=county.regions[region],
        water_id=county.waters[water] if water else None,
        unit_id=county.units[unit] if unit else None,
    )
    session.add(post)
    session.flush()
    county.posts[key] = post.id
    return post


def _person(session: Session, county: County, key: str, name: str, number: int) -> Person:
    telegram_id = 100 + number
    person = Person(name=name, phone=phone_of(telegram_id))
    session.add(person)
    session.flush()
    session.add(Account(person_id=person.id, telegram_id=telegram_id, chat_id=telegram_id, bound_at=FOUNDED))
    county.people[key], county.telegram[key] = person.id, telegram_id
    return person


def _chief_of_two(session: Session, county: County, number: int) -> None:
    key, name, role, level, region, waters = TWO_REACHES
    person = _person(session, county, key, name, number)
    for water in waters:
        post = _post(session, county, key, role, level, region, water, None)
        session.add(Appointment(post_id=post.id, person_id=person.id, title="青溪村综合专干", from_on=SERVING_SINCE))
        county.posts[f"{key}_{water}"] = post.id
