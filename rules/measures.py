"""Measures 问责措施: what a chief office does where a duty is neglected, from a prompt 提示 to handing clues over.

The bot never decides a measure and never a punishment: it suggests by the profile's rules, people order, it records.
"""

from enum import StrEnum


class MeasureKind(StrEnum):
    """What is done; the order of the rungs is the profile's."""

    PROMPT = "prompt"
    SUPERVISION = "supervision"
    CIRCULAR = "circular"
    INTERVIEW = "interview"
    SELF_CRITICISM = "self_criticism"
    WORK_DISPLAY = "work_display"
    CLUES = "clues"

    @property
    def word(self) -> str:
        """The Chinese word."""
        return _KINDS[self]

    @property
    def is_answered(self) -> bool:
        """Whether who it is about answers in chat, and the office takes the answer or sends it back."""
        return self in (MeasureKind.PROMPT, MeasureKind.SUPERVISION, MeasureKind.CIRCULAR, MeasureKind.SELF_CRITICISM)

    @property
    def answer(self) -> str:
        """What the answer is called: 回复, 整改报告, 书面检讨."""
        return _ANSWERS.get(self, "回复")


class MeasureState(StrEnum):
    """Where a measure stands."""

    REQUESTED = "requested"  # an interview: the superior is asked 提请约谈
    DECLINED = "declined"
    AGREED = "agreed"  # time and place are set, the notice is not out yet
    NOTIFIED = "notified"
    OPEN = "open"  # who it is about has to answer, or (interview) to carry out what was promised
    ANSWERED = "answered"
    FAILED = "failed"  # 复核未通过: the next rung
    SENT = "sent"  # clues: no receipt yet
    RECEIVED = "received"
    CLOSED = "closed"
    CANCELLED = "cancelled"

    @property
    def word(self) -> str:
        """The Chinese word."""
        return _STATES[self]


class Deed(StrEnum):
    """What is done to a measure."""

    ORDER = "order"
    AGREE = "agree"
    DECLINE = "decline"
    DELEGATE = "delegate"
    NOTIFY = "notify"
    RECEIVE = "receive"  # 收到: who it is about has read it
    EXPLAIN = "explain"  # 书面说明, before the interview
    RECORD = "record"
    SIGN = "sign"  # a photo of the signed page of the record
    FULFIL = "fulfil"  # one commitment is carried out
    ANSWER = "answer"
    ACCEPT = "accept"
    SEND_BACK = "send_back"
    FAIL = "fail"
    RECEIPT = "receipt"  # the receiving body has the clues
    OUTCOME = "outcome"
    CANCEL = "cancel"

    @property
    def word(self) -> str:
        """The Chinese word."""
        return _DEEDS[self]


LIVE = frozenset(MeasureState) - {
    MeasureState.CLOSED, MeasureState.CANCELLED, MeasureState.FAILED, MeasureState.DECLINED,
}  # fmt: skip
SUBJECTS_DEEDS = frozenset({Deed.RECEIVE, Deed.EXPLAIN, Deed.ANSWER, Deed.FULFIL})
SUPERIORS_DEEDS = frozenset({Deed.AGREE, Deed.DECLINE, Deed.DELEGATE})
HIDDEN = frozenset({MeasureState.REQUESTED, MeasureState.DECLINED, MeasureState.AGREED})  # from who it is about


_KINDS = {
    MeasureKind.PROMPT: "提示",
    MeasureKind.SUPERVISION: "督办",
    MeasureKind.CIRCULAR: "通报",
    MeasureKind.INTERVIEW: "约谈",
    MeasureKind.SELF_CRITICISM: "书面检讨",
    MeasureKind.WORK_DISPLAY: "晒工作",
    MeasureKind.CLUES: "问责线索移交",
}
_ANSWERS = {MeasureKind.CIRCULAR: "整改报告", MeasureKind.INTERVIEW: "整改报告", MeasureKind.SELF_CRITICISM: "书面检讨"}
_STATES = {
    MeasureState.REQUESTED: "待上级河长答复",
    MeasureState.DECLINED: "上级河长未同意",
    MeasureState.AGREED: "待发约谈通知",
    MeasureState.NOTIFIED: "待约谈",
    MeasureState.OPEN: "待办理",
    MeasureState.ANSWERED: "待河长办复核",
    MeasureState.FAILED: "复核未通过",
    MeasureState.SENT: "已移送，待回执",
    MeasureState.RECEIVED: "对方已接收",
    MeasureState.CLOSED: "已办结",
    MeasureState.CANCELLED: "已撤销",
}
_DEEDS = {
    Deed.ORDER: "提出",
    Deed.AGREE: "同意约谈",
    Deed.DECLINE: "不同意",
    Deed.DELEGATE: "委托他人约谈",
    Deed.NOTIFY: "发出约谈通知",
    Deed.RECEIVE: "收到",
    Deed.EXPLAIN: "提交书面说明",
    Deed.RECORD: "完成约谈记录",
    Deed.SIGN: "上传签字页",
    Deed.FULFIL: "落实承诺事项",
    Deed.ANSWER: "提交",
    Deed.ACCEPT: "复核通过",
    Deed.SEND_BACK: "退回",
    Deed.FAIL: "复核未通过",
    Deed.RECEIPT: "对方接收",
    Deed.OUTCOME: "登记结果",
    Deed.CANCEL: "撤销",
}
