"""Invented names for the sample county. Nobody is meant: surnames and given names are drawn by dice."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆"
    "汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_FIRST = "建国明志文永光春晓海云玉秀小世德正兴天安宏立新长远学思家庆景清荣俊成忠贵仁义礼华仕启运树泽"
_SECOND = "军平华伟强林生江山河川涛波洪峰勇斌辉刚亮宇航杰龙飞鹏琴芳兰梅英霞燕玲丽娟敏静红莉蓉雪莹菊珍碧琼明祥富才友良贤"
_VILLAGE_FIRST = "白青石龙双莲梅竹柏松桂金银玉黄红新长大天凤鹤燕马牛虎狮麻水清深平朝阳福寿和兴永太仁义高古"
_VILLAGE_SECOND = "云溪桥坝沟湾堰塘井坪岭坡山岩洞寨湖滩门庙池林园岗店场河泉田坎"


class Names:
    """Draws names of people and villages, none of them twice."""

    def __init__(self, dice: Random, taken: set[str]) -> None:
        self._dice = dice
        self._taken = set(taken)

    def person(self) -> str:
        """A name of two or three characters."""
        return self._unheard(self._person)

    def village(self) -> str:
        """A village (村) or, now and then, a community (社区)."""
        return self._unheard(self._village)

    def _unheard(self, draw: Callable[[], str]) -> str:
        while (name := draw()) in self._taken:
            continue
        self._taken.add(name)
        return name

    def _person(self) -> str:
        dice = self._dice
        # The first third of the list carries most of the population.
        surname = _SURNAMES[min(int(dice.expovariate(1 / 22)), len(_SURNAMES) - 1)]
        first = dice.choice(_FIRST) if dice.random() < 0.85 else ""
        return f"{surname}{first}{dice.choice(_SECOND)}"

    def _village(self) -> str:
        stem = self._dice.choice(_VILLAGE_FIRST) + self._dice.choice(_VILLAGE_SECOND)
        return stem + ("社区" if self._dice.random() < 0.15 else "村")
