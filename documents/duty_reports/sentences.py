"""The sentences of a duty report that say the figures: whole, exact, nothing where there is nothing."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from documents.official.text import clean
from rules.roles import KEEPERS, Level, Role

_KEEPERS = "、".join(role.word for role in Role if role in KEEPERS)


def kilometres(metres: float | None) -> str:
    """14.48 of 14,480 metres; empty where nothing was measured."""
    return f"{metres / 1000:.2f}".rstrip("0").rstrip(".") if metres else ""


def posts(figures: Mapping[str, Any], year: int) -> str:
    """Which posts over which own days."""
    held = []
    for each in figures["posts"]:
        first, last = date.fromisoformat(each["from"]), date.fromisoformat(each["until"])
        days = ""
        if first > date(year, 1, 1):
            days = f"{first.month}月{first.day}日起"
        if last < date(year, 12, 31):
            days += f"至{last.month}月{last.day}日" if days else f"至{last.month}月{last.day}日止"
        held.append(f"{each['seat']}（{days}）" if days else each["seat"])
    return f"本人{year}年担任{'、'.join(held)}。"


def rivers(told: Mapping[str, Any]) -> str:
    """How many waters of what length, how many chiefs."""
    total, metres = told["total"], kilometres(told["metres"])
    names = "、".join(each["name"] for each in told["waters"][:3])
    if told["general"]:
        waters = f"{clean(told['area'])}辖区内有河湖{total}条（段）"
    else:
        more = f"等{total}条（段）河湖" if total > 3 else f"共{total}条（段）" if total > 1 else ""
        waters = f"负责{names}{more}"
    length = f"，{'总' if total > 1 else ''}长{metres}公里" if metres else ""
    length += f"（{told['unmeasured']}条（段）未录入长度）" if length and told["unmeasured"] else ""
    people = [f"{Level(level).word}河长{count}名" for level, count in told["chiefs"].items() if level != "keepers"]
    people += [f"{_KEEPERS}{told['chiefs']['keepers']}名"] if told["chiefs"].get("keepers") else []
    chiefs = f"区域内设有{'、'.join(people)}。" if people else ""
    return (f"{waters}{length}。" if total else "") + chiefs or "目前没有登记所负责的河湖。"


def patrols(figures: Mapping[str, Any]) -> str:
    """Patrols done; rule by rule whether all that was required, never added up: two rules may ask for the same ones."""
    total, valid, length = figures["patrols"], figures["valid"], kilometres(figures["metres"])
    far = f"，巡查里程{length}公里" if length else ""
    done = f"本年度巡河{total}次，其中有效巡河{valid}次{far}。" if total else "本年度没有巡河记录。"
    if figures.get("since"):
        since = date.fromisoformat(figures["since"])
        done += f"系统自{since.month}月{since.day}日起记录，此前的巡河未计入。"
    if not figures["duties"]:
        return done + "本职务没有规定巡河次数。"
    until = date.fromisoformat(figures["until"])
    met = "；".join(_met(each) for each in figures["duties"])
    return f"{done}截至{until.month}月{until.day}日，{met}。"


def _met(each: Mapping[str, Any]) -> str:
    lack = f"{each['missing']}次没有完成" if each["missing"] else "已全部完成"
    return f"按{each['rule']}应巡{each['required']}次，{lack}"


def issues(figures: Mapping[str, Any]) -> str:
    """Issues found, issues in hand, issues of the whole area."""
    told, general = figures["issues"], figures["rivers"]["general"]
    found, assigned, area = told["found"], told["assigned"], told["area"]
    parts = (
        [f"本人发现并上报问题{found['total']}个，已办结{found['closed']}个"] if found["total"] else ["本人没有上报问题"]
    )
    if assigned["total"]:
        late = f"，逾期未办结{assigned['overdue']}个" if assigned["overdue"] else ""
        parts.append(
            f"承办问题{assigned['total']}个，已办结{assigned['closed']}个，其中按期办结{assigned['on_time']}个{late}"
        )
    where = "辖区" if general else "所负责河湖"
    if area["total"]:
        late = f"，逾期未办结{area['overdue']}个" if area["overdue"] else ""
        parts.append(f"{where}共登记问题{area['total']}个，已办结{area['closed']}个，按期办结{area['on_time']}个{late}")
    return "；".join(parts) + "。"


def self_review(told: Mapping[str, Any]) -> str:
    """Problems found in self-review and how far they are remedied."""
    if not told["problems"]:
        return "本年度对照检查没有登记问题。"
    late = f"，逾期未整改{told['overdue']}个" if told["overdue"] else ""
    return f"本年度对照检查查摆问题{told['problems']}个，已整改{told['remedied']}个{late}。"


def measures(told: Sequence[Mapping[str, Any]], year: int) -> str:
    """What measures were taken about the chief."""
    listed = "、".join(f"{each['kind']}{each['count']}次" for each in told)
    return f"{year}年河长办对本人采取的督促问责措施：{listed}。"
