"""What a person may want of the bot: one word for each; who may do it, and where, says handlers/access.py."""

from enum import StrEnum


class Action(StrEnum):
    """What a person may want of the bot."""

    TALK = "talk"  # start, help, leave a dialog: anybody
    BIND = "bind"
    REPORT_ISSUE = "report_issue"
    PATROL = "patrol"
    DELEGATE = "delegate"
    SEE_DUTIES = "see_duties"
    SEE_OWN_REPORTS = "see_own_reports"
    RECTIFY = "rectify"
    DECIDE_ISSUE = "decide_issue"  # verify, assign, answer an extension, review as the office
    SEE_LEDGER = "see_ledger"
    SEE_FIGURES = "see_figures"
    IMPORT_ROSTER = "import_roster"
    UNBIND = "unbind"
    SEE_PEOPLE = "see_people"  # who is who in the region, bound or not
    SEE_POINTS = "see_points"  # who keeps this: on the sign boards anyway
    SEE_KEEPERS_PHONE = "see_keepers_phone"  # the whole number of a keeper, which others see masked
    APPOINT_KEEPER = "appoint_keeper"  # points without a keeper, and giving them one
    SEE_TREE = "see_tree"
    SEE_PAPERS = "see_papers"  # 公文: what the offices of the region issued
    DRAFT_PAPER = "draft_paper"
    SIGN_PAPER = "sign_paper"  # which kinds, the profile says
    RECEIVE_PAPER = "receive_paper"  # acknowledge and answer what is addressed to one's post
    SEE_PATROL_LOG = "see_patrol_log"  # one's own patrols, and those of one's region
    INSPECT = "inspect"  # 督查: begin one, see those of the region, export them
    ENTER_ISSUE = "enter_issue"  # what a superior assigns, a water test or a self-review shows
    KEEP_BOARDS = "keep_boards"  # sign boards 公示牌: put up, edit, replace, remove, print
    REVIEW_PUBLIC = "review_public"  # what the public hands in; who may hand in nothing for a while
    SEE_ITEMS = "see_items"  # 重点事项 that one decided, carries or answers for
    RECORD_DECISION = "record_decision"  # what a chief decided on a patrol 巡河议定事项
    KEEP_KEY_LISTS = "keep_key_lists"  # a river's key problems 突出问题, a liaison unit's key tasks 重点任务
    ANSWER_BOUNDARY = "answer_boundary"  # for one side of a boundary, or above both 跨界会商
    SEE_CAMPAIGNS = "see_campaigns"
    MANAGE_CAMPAIGN = "manage_campaign"  # open, change, close a campaign; forward opinions
    TAKE_PART = "take_part"  # report, visit and give opinions as a committee member; whoever is enrolled may too
    SUPERVISE = "supervise"  # 挂牌督办, by an office of the county
    SEE_TRANSFERS = "see_transfers"  # 移交: what is out, to the office and to the department that has it
    LOOK_BACK = "look_back"  # 回头看: draw a list, go through it on the spot
    BROADCAST = "broadcast"  # 发通知 to many of the region
    RECEIVE_NOTICE = "receive_notice"  # answer what was sent so
    SEE_DUTY_LIST = "see_duty_list"  # 履职清单 of one's own posts: read it, acknowledge it, add what was done
    KEEP_DUTY_LISTS = "keep_duty_lists"  # publish and edit them, by an office of the county
    FOLLOW_DUTY_LISTS = "follow_duty_lists"  # who has not read them, everybody's progress
    SEE_BRIEFS = "see_briefs"  # plan a patrol, gather and read what a chief is told before it 明查暗访
    SELF_REVIEW = "self_review"  # 对照检查: one's own; an office opens rounds and follows up those of its region
    DUTY_REPORT = "duty_report"  # 述职: one's own, those addressed to one; an office sees those of its region
    KEEP_GROUPS = "keep_groups"  # 工作群: take a group or channel for the own region, release it
    SEE_OPINIONS = "see_opinions"  # one's own, those handed to one's post, those of one's region
    SEE_MEASURES = "see_measures"  # 问责措施 about oneself, asked of one as a superior, of one's region
    ORDER_MEASURE = "order_measure"  # which kinds, the profile says
    KEEP_ALERTS = "keep_alerts"  # 预警: set, lift, look at those of the region
    TAKE_LEAVE = "take_leave"  # 请假: ask for one's own; grant that of others, as the profile says
    TRY_RULES = "try_rules"  # 规则试算: who would have been overdue under other rules
