from django.http import QueryDict

from web.search_questions import LONGEST_QUERY, SearchQuestion


def asked(address: str) -> SearchQuestion:
    return SearchQuestion.from_address(QueryDict(address))


def test_an_address_becomes_the_variables_of_the_search_operation() -> None:
    question = asked(
        "q=verlof&kind=ARTICLE&kind=NEWS&theme=T1&tag=hr&language=nl&from=2026-01-01&to=2026-02-01&after=c"
    )

    assert question.variables == {
        "query": "verlof",
        "filter": {
            "kind": ["ARTICLE", "NEWS"],
            "theme": ["T1"],
            "tag": ["hr"],
            "language": "nl",
            "publishedFrom": "2026-01-01",
            "publishedTo": "2026-02-01",
        },
        "after": "c",
    }


def test_what_an_address_says_wrongly_is_left_out() -> None:
    question = asked("q=verlof&kind=NONSENSE&from=yesterday&to=2026-13-45")

    assert question.variables == {"query": "verlof", "filter": {}, "after": None}
    assert not question.is_filtered


def test_a_query_is_cut_at_a_length_that_people_type() -> None:
    assert len(asked("q=" + "a" * 5000).query) == LONGEST_QUERY


def test_going_on_keeps_the_filters() -> None:
    question = asked("q=verlof&kind=NEWS&from=2026-01-01")

    next_address = question.address_of_next("c2", shown=20)
    assert next_address == "?q=verlof&kind=NEWS&from=2026-01-01&after=c2&shown=20"
    further = asked(next_address[1:])
    assert further.address_of_next("c3", shown=20).endswith("&after=c3&shown=40")
    assert further.address_of_first() == "?q=verlof&kind=NEWS&from=2026-01-01"


def test_how_many_were_shown_before_is_a_number_and_of_a_further_page() -> None:
    assert [asked(f"q=a&after=c&shown={shown}").shown_before for shown in ("20", "-1", "x", "9" * 30)] == [20, 0, 0, 0]
    assert asked("q=a&shown=20").shown_before == 0


def test_a_correction_keeps_the_filters_and_starts_from_the_top() -> None:
    assert asked("q=verlov&tag=hr&after=c").address_of("verlof") == "?q=verlof&tag=hr"


def test_clearing_keeps_only_the_query() -> None:
    assert asked("q=verlof&kind=NEWS&language=nl").address_without_filters() == "?q=verlof"


def test_units_kinds_of_files_and_order_go_round() -> None:
    address = "?q=verlof&unit=U1&unit=U2&file_kind=PDF&sort=date"
    question = asked(address[1:] + "&file_kind=NONSENSE")

    assert question.variables["filter"] == {"unit": ["U1", "U2"], "fileKind": ["PDF"]}
    assert question.variables["sort"] == "DATE"
    assert question.address_of_first() == address
    assert asked("q=verlof&sort=nonsense").address_of_first() == "?q=verlof"


def test_another_language_and_another_period_start_from_the_top() -> None:
    question = asked("q=verlof&kind=NEWS&language=nl&to=2026-01-01&after=c")

    assert question.address_in("en") == "?q=verlof&kind=NEWS&language=en&to=2026-01-01"
    assert question.address_since("2026-02-01") == "?q=verlof&kind=NEWS&language=nl&from=2026-02-01"
