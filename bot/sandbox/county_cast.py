"""The people whose phones stand on the sandbox page. They and their numbers are invented."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """The part that somebody plays."""

    VILLAGE_CHIEF = "village_chief"
    CHIEF_OF_TWO = "chief_of_two"
    TOWN_CHIEF = "town_chief"
    TOWN_OFFICE = "town_office"
    DISTRICT_OFFICE = "district_office"
    UNIT = "unit"
    KEEPER = "keeper"
    INSPECTOR = "inspector"
    MEMBER = "member"
    CITIZEN = "citizen"


@dataclass(frozen=True, slots=True)
class SandboxPerson:
    """One phone: whose it is, what they are, and what to try on it."""

    part: Part
    name: str
    phone: str
    role: str
    hint: str
    on_roster: bool = True


SAMPLE_PEOPLE = (
    SandboxPerson(
        Part.VILLAGE_CHIEF,
        "罗春山",
        "+8619900000101",
        "村级河长 · 璧南河白云村段",
        "先点「开始」绑定手机号，再点「巡河」：共享实时位置，沿河走一段，一切正常就一键结束；看到问题随手拍照上报。",
    ),
    SandboxPerson(
        Part.CHIEF_OF_TWO,
        "田小满",
        "+8619900000102",
        "村级河长 · 管两段：璧南河青竹村段、青竹村堰渠",
        "管两个河段的河长，开始巡河时要先选走哪一段。可以试试信号不好、补录和委托别人代巡。",
    ),
    SandboxPerson(
        Part.TOWN_CHIEF,
        "郑维川",
        "+8619900000103",
        "镇级河长 · 璧南河青杠上段（上面两位村级河长的上级）",
        "村级河长逾期未巡，会提醒到这里。把时钟拨到周末试试。",
    ),
    SandboxPerson(
        Part.TOWN_OFFICE,
        "苏映雪",
        "+8619900000104",
        "青杠街道河长办工作人员",
        "收到上报后核实、交办给责任单位；整改完成后复核销号。也可以查台账、看统计。",
    ),
    SandboxPerson(
        Part.DISTRICT_OFFICE,
        "梁思远",
        "+8619900000105",
        "区河长办工作人员",
        "管全区：导入名册、查台账、看各镇街情况，处理跨镇街的问题。",
    ),
    SandboxPerson(
        Part.UNIT,
        "何清源",
        "+8619900000106",
        "责任单位 · 青杠街道环卫所",
        "接到交办后签收；不归本单位管的，写明理由退回；整改好后拍照提交。",
    ),
    SandboxPerson(
        Part.KEEPER,
        "石守塘",
        "+8619900000110",
        "塘长、口长 · 白云村的山坪塘和一号排口",
        "点「巡河」发个位置，自动选中最近的点位，一切正常就一键结束；排口有污水，点它的编号直接上报。",
    ),
    SandboxPerson(
        Part.INSPECTOR,
        "江一鸣",
        "+8619900000107",
        "区督查组督查员",
        "点「更多」再点「督查」：暗访不打招呼，在现场发位置、拍照、上报问题，结束以后属地、主管部门和联络员单位才会知道。",
    ),
    SandboxPerson(
        Part.MEMBER,
        "温知秋",
        "+8619900000109",
        "区政协委员 · 参加「百名委员巡百河」",
        "绑定后点「更多」再点「专项行动」：以行动的名义上报问题、记走访和三率，也可以反映社情民意。",
    ),
    SandboxPerson(
        Part.CITIZEN,
        "周晓雨",
        "+8619900000108",
        "群众（不在名册上）",
        "扫公示牌上的二维码就能反映问题，之后能收到办理结果。",
        on_roster=False,
    ),
)

CAST = {person.part: person for person in SAMPLE_PEOPLE}
