from rules.toml_lines import lines_of

TEXT = """# a note
name = "fengjie"

[[quota]]
count = 1   # one
[[quota]]  # the second
  count = 2
[quiet]
start = 20:00:00
"""


def test_every_table_and_key_has_its_line() -> None:
    assert lines_of(TEXT) == {
        ("name",): 2,
        ("quota", 0): 4,
        ("quota", 0, "count"): 5,
        ("quota", 1): 6,
        ("quota", 1, "count"): 7,
        ("quiet",): 8,
        ("quiet", "start"): 9,
    }
