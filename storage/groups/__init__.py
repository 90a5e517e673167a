"""Groups and channels 工作群: which there are, whose they are."""
