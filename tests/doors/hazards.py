"""Ways in which intranets leak, known from the field, and the tests that fail where one is open here.

`test_hazards_table.py` sees that each test is there; what has no test elsewhere is tried in `test_hazards.py`.
"""

ACCESS, API, READING, SEARCH = "tests/cms/access/", "tests/cms/api/", "tests/cms/reading/", "tests/search/"
DOORS, MEDIA, PEOPLE, PROPERTIES = "tests/doors/", "tests/cms/media/", "tests/cms/people/", "tests/properties/"
HERE = f"{DOORS}test_hazards.py::"

HAZARDS: dict[str, tuple[str, ...]] = {
    "a child of a restricted collection": (
        f"{ACCESS}test_policy.py::test_a_collection_below_another_stands_behind_both",
    ),
    "an alias of a page restricted later": (
        f"{ACCESS}test_settling_versions.py::test_closing_what_stands_above_a_source_closes_its_alias_and_what_is_below_that",
    ),
    "a copy of a page restricted later": (
        f"{ACCESS}test_choosing.py::test_rights_chosen_for_the_first_page_are_its_copys_too",
    ),
    "a translation of a page restricted later": (
        f"{ACCESS}test_settling_versions.py::test_restricting_one_language_restricts_all",
        "tests/cms/pages/test_translation.py::test_rights_chosen_later_count_for_all_languages",
    ),
    "one language moved elsewhere": (
        f"{ACCESS}test_settling_versions.py::test_what_stands_above_one_language_stands_above_all",
        f"{DOORS}test_reading_doors.py::test_a_page_is_there_for_those_who_may_see_it",
    ),
    "an alias whose source is deleted": (f"{HERE}test_an_alias_whose_source_is_deleted_stands_behind_its_own_place",),
    "a move under a restricted page with thousands of descendants": (
        f"{HERE}test_thousands_moved_below_a_closed_page_are_closed_when_the_move_is_done",
        f"{ACCESS}test_settling_tree.py::test_a_moved_tree_costs_rights_batches_not_pages",
        "tests/benchmarks/test_rights.py::test_moving_5000_pages",
    ),
    "rights saved before their groups are": (
        f"{API}test_group_sharing.py::test_an_audience_saved_before_its_parts_lets_nobody_in",
        f"{ACCESS}test_audience_parts.py::test_an_audience_without_any_part_is_nobody",
    ),
    "related pages": (
        f"{READING}test_schema_pages.py::test_what_belongs_to_a_page_is_left_out_where_the_reader_may_not_see_it",
        f"{READING}test_schema_related.py::test_nothing_is_suggested_that_the_reader_may_not_see_or_that_is_no_answer",
    ),
    "breadcrumbs": (f"{PROPERTIES}test_rights_in_graphql.py::test_api_agrees_with_the_law_in_any_tree",),
    "menus": (
        f"{DOORS}test_graphql_doors.py::test_what_is_closed_is_in_no_list",
        f"{READING}test_schema_lists.py::test_a_visitor_sees_and_counts_only_what_is_for_everyone",
    ),
    "link text": (
        f"{READING}test_schema_blocks.py::test_links_lead_where_the_reader_may_go_and_are_words_where_not",
        "tests/site/web/test_blocks.py::test_what_a_reader_may_not_see_leaves_no_trace",
    ),
    "redirects": (
        f"{API}test_redirects.py::test_an_old_address_of_what_one_may_not_see_leads_nowhere",
        f"{API}test_redirects.py::test_the_old_address_of_a_page_that_was_closed_leads_nowhere",
        "tests/site/web/test_addresses.py::test_an_old_address_tells_nothing_to_who_may_not_see_the_page",
    ),
    "chooser labels": (
        f"{DOORS}test_names_of_the_chosen.py::test_the_form_names_nothing_closed",
        f"{DOORS}test_names_of_the_chosen.py::test_every_field_of_a_page_that_names_a_thing_with_rights_is_discreet",
    ),
    "counts, facets, suggestions, corrections": (
        f"{SEARCH}test_what_is_found_now.py::test_only_open_locks_are_found_counted_and_hinted_at",
        f"{SEARCH}test_parts.py::test_what_is_hidden_is_corrected_by_no_word_of_its_pages",
        f"{PROPERTIES}test_rights_in_search.py::test_search_agrees_with_the_law_in_any_tree",
    ),
    "highlights from hidden text": (
        "tests/cms/archive/test_text_search.py::test_who_may_not_open_it_learns_nothing_of_what_is_in_it",
        f"{API}test_search.py::test_what_may_not_be_seen_is_neither_found_nor_counted",
    ),
    "a shared answer for another reader": (f"{API}test_sharing.py::test_readers_to_whom_other_pages_open_do_not",),
    "conditional requests by hash": (f"{MEDIA}test_serving.py::test_nobody_learns_by_a_hash_that_a_file_is_here",),
    "direct media addresses": (
        f"{MEDIA}test_views.py::test_a_picture_is_not_there_for_others",
        f"{MEDIA}test_views.py::test_a_document_never_leaves_by_this_door",
    ),
    "guessable and foreign ids": (
        f"{DOORS}test_graphql_doors.py::test_what_is_closed_is_not_there_by_name",
        f"{DOORS}test_admin_doors.py::test_what_is_named_by_its_id_does_not_exist_for_an_editor_it_does_not_open_for",
    ),
    "previews after the right ended": (
        "tests/cms/pages/test_previews.py::test_who_lost_their_account_role_or_access_has_no_preview",
        "tests/cms/pages/test_front_ends.py::test_who_lost_their_account_takes_the_token_with_them",
        "tests/cms/pages/test_front_ends.py::test_a_token_alone_does_not_make_somebody_of_who_has_it",
    ),
    "error messages and status codes": (
        f"{HERE}test_hidden_and_missing_are_answered_alike",
        f"{MEDIA}test_serving.py::test_hidden_and_missing_are_told_alike",
    ),
    "timings": (
        f"{HERE}test_hidden_and_missing_take_the_same_statements",
        f"{PEOPLE}test_sign_in_codes.py::test_the_time_that_a_mail_takes_tells_nobody_that_there_was_one",
    ),
    "a user removed while holding a token": (
        f"{API}test_authentication.py::test_the_token_of_an_inactive_account_is_refused",
        f"{PEOPLE}test_closing_accounts.py::test_closing_an_account_ends_its_sessions_and_tokens_for_good",
    ),
    "a user removed while holding a session": (
        f"{PEOPLE}test_accounts.py::test_a_deactivated_person_is_nobody_at_the_next_request",
        f"{MEDIA}test_serving.py::test_somebody_removed_gets_no_further_part",
    ),
    "a user removed while holding an open cursor": (f"{HERE}test_a_cursor_leads_no_further_than_its_reader_may_go",),
    "an approver of a page they may not see": (
        f"{HERE}test_who_may_not_see_a_page_does_not_approve_it",
        "tests/cms/pages/test_workflow.py::test_a_moderator_for_whom_the_page_does_not_open_is_not_told",
    ),
    "bulk changes that send no signals": (
        f"{HERE}test_what_raw_sql_did_is_found_and_mended",
        f"{HERE}test_documents_moved_in_bulk_are_found_by_others_at_once",
        f"{ACCESS}test_audience_parts.py::test_what_changes_without_a_signal_counts_at_the_next_request",
    ),
}
