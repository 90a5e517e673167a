"""From posts to the tree: who stands below whom, what is vacant, and when points are told by their number."""

from documents.tree.drawing import DutyNode
from documents.tree.planting import MOST_SPOTS, for_a_phone, planted
from rules.roles import Level, Role
from storage.posts.tree_rows import TreePost, TreeRegion, TreeRows

TOWN = TreeRegion(2, "大路街道", Level.TOWNSHIP, "/1/2/")


def post(role: Role, level: Level, water_path: str, water: str, *people: str) -> TreePost:
    return TreePost(role, level, 2, "/1/2/", water_path, water, people)


def town(points: int) -> TreeRows:
    ponds = (post(Role.POND_KEEPER, Level.VILLAGE, f"/1/2/3/{n}/", f"{n}号塘", *(["何小塘"] if n else []))
             for n in range(points))  # fmt: skip
    return TreeRows(
        TOWN,
        (TOWN,),
        (
            post(Role.GENERAL_CHIEF, Level.TOWNSHIP, "", "", "陈书记"),
            post(Role.RIVER_CHIEF, Level.TOWNSHIP, "/1/2/", "大路段", "李建国"),
            post(Role.RIVER_CHIEF, Level.VILLAGE, "/1/2/3/", "青溪村段", "张卫民"),
            post(Role.RIVER_CHIEF, Level.VILLAGE, "/1/2/3/", "青溪村段", "张大江"),
            post(Role.OUTFALL_KEEPER, Level.VILLAGE, "/9/", "孤排口"),
            *ponds,
        ),
    )


def test_B1a_each_stands_below_the_nearest_chief_and_a_point_below_none_stands_apart() -> None:
    assert planted(town(2)) == DutyNode(
        "乡镇级总河长",
        ("陈书记",),
        "大路街道",
        (
            DutyNode(
                "乡镇级河长",
                ("李建国",),
                "大路段",
                (
                    DutyNode(
                        "村级河长",
                        ("张卫民", "张大江"),
                        "青溪村段",
                        (DutyNode("塘长", (), "0号塘"), DutyNode("塘长", ("何小塘",), "1号塘")),
                    ),
                ),
            ),
            DutyNode("", (), "其他点位", (DutyNode("口长", (), "孤排口"),)),
        ),
    )


def test_B1a_many_points_are_told_by_their_number_on_a_phone_only() -> None:
    many = town(MOST_SPOTS + 1)
    village = for_a_phone(many).children[0].children[0]
    assert village.children == (DutyNode("", ("塘长1人",), f"{MOST_SPOTS + 1}处，空缺1处"),)
    assert len(planted(many).children[0].children[0].children) == MOST_SPOTS + 1
    assert for_a_phone(town(2)) == planted(town(2))
