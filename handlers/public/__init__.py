"""The public: handing in a report, hearing of it; and the office's first look at it."""
