"""A page that is one document carries no rule for what it does not have, and every rule for what it has."""

from web.builder import squeeze

PAGE = '<form class="row"><input id="at" disabled></form> h("p",{class:`badge ${state}`}) "late"'


def test_rules_of_others_are_left_out() -> None:
    css = ".row{gap:1rem}.tabs a{color:red}.badge,.frame{margin:0}#at:focus{outline:0}textarea{color:red}"
    assert squeeze.style(css, PAGE) == ".row{gap:1rem}.badge{margin:0}#at:focus{outline:0}"


def test_conditions_and_states_may_come_later() -> None:
    css = "input:not([type=file],[type=radio]),input[aria-invalid=true]{color:red}.late:hover::before{content:none}"
    assert squeeze.style(css, PAGE) == css


def test_rules_in_conditions_are_looked_at_and_rules_of_the_sheet_stay() -> None:
    css = "@media print{.row{gap:0}.tabs{gap:0}}@page{margin:1cm}@keyframes turn{from{opacity:0}50%{opacity:1}to{opacity:0}}"
    assert squeeze.style(css, PAGE) == css.replace(".tabs{gap:0}", "")
