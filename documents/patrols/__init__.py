"""A patrol on paper: its picture, the log 巡河日志, the track as a file."""
