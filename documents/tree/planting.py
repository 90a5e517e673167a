"""From posts to a responsibility tree 树状图 that can be drawn: town by town, reach by reach, down to the points."""

from collections.abc import Iterable, Sequence

from documents.tree.drawing import DutyNode
from rules.roles import KEEPERS, Level, Role, post_word
from storage.posts.tree_rows import TreePost, TreeRegion, TreeRows

_KEEPER_WORDS = tuple(role.word for role in Role if role in KEEPERS)
_GENERALS = (Role.GENERAL_CHIEF, Role.DEPUTY_GENERAL_CHIEF)
_ALSO = "其他点位"  # below no chief's water
MOST_SPOTS = 150  # on the pictures for a phone; more are told by their number, the PDF has them all


def for_a_phone(rows: TreeRows) -> DutyNode:
    """The tree as pictures on a phone show it: many points are said by how many each kind of keeper has."""
    whole = sum(post.role in KEEPERS for post in rows.posts)
    tree = planted(rows)
    return _folded(tree) if whole > MOST_SPOTS else tree


def planted(rows: TreeRows) -> DutyNode:
    """The tree of a region: its general chiefs on top; of a district its own chiefs first, then each town."""
    root = rows.root
    generals = [post for post in rows.posts if post.role in _GENERALS and post.region_id == root.id]
    people = tuple(name for post in generals for name in post.people)
    post = post_word(Role.GENERAL_CHIEF, root.level) if generals else ""
    return DutyNode(post, people, root.name, tuple(_below(rows, root)))


def _below(rows: TreeRows, root: TreeRegion) -> Iterable[DutyNode]:
    towns = [region for region in rows.regions if region.level is Level.TOWNSHIP]
    if root.level in (Level.TOWNSHIP, Level.VILLAGE):
        yield from _waters(_inside(rows.posts, root))
        return
    above = [post for post in rows.posts if _is_chief(post) and post.level in (Level.CITY, Level.COUNTY)]
    if above:
        yield DutyNode("", (), f"{root.name}级河长", tuple(_leaf(post) for post in _merged(above)))
    for town in towns:
        inside = _inside(rows.posts, town)
        generals = [post for post in inside if post.role in _GENERALS and post.region_id == town.id]
        people = tuple(name for post in generals for name in post.people)
        word = post_word(Role.GENERAL_CHIEF, town.level) if generals else ""
        children = tuple(_waters(inside))
        if children or people:
            yield DutyNode(word, people, town.name, children)


def _waters(posts: Sequence[TreePost]) -> Iterable[DutyNode]:
    """The chiefs of a town, those of a village below the reach of which theirs is a part, points below the nearest."""
    chiefs = _merged([post for post in posts if _is_chief(post) and post.level in (Level.TOWNSHIP, Level.VILLAGE)])
    parents = {each: _nearest(each, [other for other in chiefs if _ranks_above(other, each)]) for each in chiefs}
    spots = {each: list[TreePost]() for each in (*chiefs, None)}
    for point in (post for post in posts if post.role in KEEPERS):
        spots[_nearest(point, chiefs)].append(point)
    yield from (_node(each, parents, spots) for each in chiefs if parents[each] is None)
    if left := spots[None]:
        yield DutyNode("", (), _ALSO, tuple(map(_leaf, left)))


def _node(
    own: TreePost, parents: dict[TreePost, TreePost | None], spots: dict[TreePost | None, list[TreePost]]
) -> DutyNode:
    children = [_node(each, parents, spots) for each, above in parents.items() if above == own]
    leaf = _leaf(own)
    return DutyNode(leaf.post, leaf.people, leaf.charge, (*children, *map(_leaf, _by_role(spots[own]))))


def _leaf(post: TreePost) -> DutyNode:
    return DutyNode(post_word(post.role, post.level), post.people, post.water)


def _merged(posts: Sequence[TreePost]) -> list[TreePost]:
    """Two chiefs of one level and water stand side by side, as one does."""
    found: dict[tuple[Level, str], TreePost] = {}
    for post in posts:
        key = post.level, post.water_path
        same = found.get(key)
        people = (*same.people, *post.people) if same else post.people
        found[key] = TreePost(post.role, post.level, post.region_id, post.region_path, post.water_path, post.water,
                              people)  # fmt: skip
    return list(found.values())


def _nearest(post: TreePost, chiefs: Iterable[TreePost]) -> TreePost | None:
    """The chief of the smallest water that this one is, or is part of."""
    above = [each for each in chiefs if each.water_path and post.water_path.startswith(each.water_path)]
    return max(above, key=lambda each: (len(each.water_path), each.level is Level.VILLAGE), default=None)


def _ranks_above(other: TreePost, own: TreePost) -> bool:
    return other.level is Level.TOWNSHIP and own.level is Level.VILLAGE


def _by_role(posts: Sequence[TreePost]) -> list[TreePost]:
    order = list(Role)
    return sorted(posts, key=lambda post: order.index(post.role))


def _inside(posts: Sequence[TreePost], region: TreeRegion) -> list[TreePost]:
    return [post for post in posts if post.region_path.startswith(region.path)]


def _is_chief(post: TreePost) -> bool:
    return post.role in (Role.RIVER_CHIEF, Role.LAKE_CHIEF)


def _folded(node: DutyNode) -> DutyNode:
    kept = tuple(_folded(child) for child in node.children if child.post not in _KEEPER_WORDS)
    spots = [child for child in node.children if child.post in _KEEPER_WORDS]
    counted = tuple(_counted(word, [each for each in spots if each.post == word]) for word in _KEEPER_WORDS)
    return DutyNode(node.post, node.people, node.charge, (*kept, *filter(None, counted)))


def _counted(word: str, spots: Sequence[DutyNode]) -> DutyNode | None:
    if not spots:
        return None
    people = {name for spot in spots for name in spot.people}
    vacant = sum(not spot.people for spot in spots)
    return DutyNode("", (f"{word}{len(people)}人",), f"{len(spots)}处" + (f"，空缺{vacant}处" if vacant else ""))
