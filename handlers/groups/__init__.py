"""Groups and channels 工作群: the bot let in and put out, an office that takes one for its region."""
