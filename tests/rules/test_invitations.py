from rules.invitations import link, payload


def test_an_invitation_carries_the_persons_number_in_few_letters() -> None:
    assert payload(1) == "i-1"
    assert payload(35) == "i-z"
    assert payload(36) == "i-10"
    assert int(payload(4_420).removeprefix("i-"), 36) == 4_420


def test_a_link_opens_the_bot_with_the_invitation() -> None:
    assert link("bishan_hezhang_bot", 46) == "https://t.me/bishan_hezhang_bot?start=i-1a"
