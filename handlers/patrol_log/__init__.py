"""The patrol log 巡河日志 in chat: whose, which period, as a list, a workbook, a paper, a track."""
