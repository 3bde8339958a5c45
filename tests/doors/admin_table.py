"""The admin's doors. All of them send away who has no permission to enter the admin; these rows say what an editor,
who has, is told of what does not open for them."""

from tests.doors.verdicts import Administers, Lists, Names, NeedsNoRights, Verdict

OWN_ACCOUNT = NeedsNoRights("one's own account and session")
WORDS = NeedsNoRights("words of the screens, not of any page")
VOCABULARY = NeedsNoRights("tags are everybody's words; what uses one is shown as far as it opens")
REPLACED = NeedsNoRights("an address of ours stands before it, under the same name")
WORKFLOWS = Administers("workflows and their tasks, which name no page")
INSTALLATION = Administers("sites, languages, settings: those who set Plein up see where they lead")
PERSONAL = Administers("all that is known of a person, for administrators alone")
AUDIT = Administers("the audit log, which names to an auditor what opens for them")
SEARCHES = Administers("what is searched: who may see it, and which names, is in tests/cms/insights/test_screens.py")
ARCHIVING = Administers("rules, holds and certificates: what archivists see of them is in tests/cms/retention")
INFECTED = Administers("files with a virus: what keepers of collections see of them is in tests/cms/archive")
TUNING = Administers("what search is told; what is closed among pinned results is in tests/cms/findability")
WEBHOOKS = Administers("webhooks; what is closed among their messages is in tests/cms/webhooks/test_screens.py")
ACCOUNTS = Administers("accounts and groups: those who give rights see on what they give them")

PAGES: dict[str, Verdict] = {
    "wagtailadmin_explore_root()": Lists(),
    "wagtailadmin_explore(parent_page_id)": Names("page", "parent_page_id"),
    "wagtailadmin_explore_results(parent_page_id)": Names("page", "parent_page_id"),
    "wagtailadmin_pages:add(content_type_app_name, content_type_model_name, parent_page_id)": Names(
        "page", "parent_page_id"
    ),
    "wagtailadmin_pages:preview_on_add(content_type_app_name, content_type_model_name, parent_page_id)": Names(
        "page", "parent_page_id"
    ),
    "wagtailadmin_pages:add_subpage(parent_page_id)": Names("page", "parent_page_id"),
    "wagtailadmin_pages:choose_parent(app_label, model_name)": Lists(),
    "wagtailadmin_pages:collect_workflow_action_data(page_id, action_name, task_state_id)": Names("page", "page_id"),
    "wagtailadmin_pages:confirm_workflow_cancellation(page_id)": Names("page", "page_id"),
    "wagtailadmin_pages:convert_alias(page_id)": Names("page", "page_id"),
    "wagtailadmin_pages:copy(page_id)": Names("page", "page_id"),
    "wagtailadmin_pages:delete(page_id)": Names("page", "page_id"),
    "wagtailadmin_pages:edit(page_id)": Names("page", "page_id"),
    "wagtailadmin_pages:history(page_id)": Names("page", "page_id"),
    "wagtailadmin_pages:history_results(page_id)": Names("page", "page_id"),
    "wagtailadmin_pages:lock(page_id)": Names("page", "page_id"),
    "wagtailadmin_pages:move(page_to_move_id)": Names("page", "page_to_move_id"),
    "wagtailadmin_pages:move_confirm(page_to_move_id, destination_id)": Names("page", "page_to_move_id"),
    "wagtailadmin_pages:preview_on_edit(page_id)": Names("page", "page_id"),
    "wagtailadmin_pages:revisions_compare(pk, revision_id_a, revision_id_b)": Names("page", "pk"),
    "wagtailadmin_pages:revisions_index(page_id)": Names("page", "page_id"),
    "wagtailadmin_pages:revisions_revert(page_id, revision_id)": Names("page", "page_id"),
    "wagtailadmin_pages:revisions_unschedule(page_id, revision_id)": Names("page", "page_id"),
    "wagtailadmin_pages:revisions_view(page_id, revision_id)": Names("page", "page_id"),
    "wagtailadmin_pages:search()": Lists("q=Geheim"),
    "wagtailadmin_pages:search_results()": Lists("q=Geheim"),
    "wagtailadmin_pages:set_page_position(page_to_move_id)": Names("page", "page_to_move_id"),
    "wagtailadmin_pages:set_privacy(page_id)": Names("page", "page_id"),
    "wagtailadmin_pages:type_use(content_type_app_name, content_type_model_name)": Lists(),
    "wagtailadmin_pages:type_use_results(content_type_app_name, content_type_model_name)": Lists(),
    "wagtailadmin_pages:unlock(page_id)": Names("page", "page_id"),
    "wagtailadmin_pages:unpublish(page_id)": Names("page", "page_id"),
    "wagtailadmin_pages:usage(page_id)": Names("page", "page_id"),
    "wagtailadmin_pages:view_draft(page_id)": Names("page", "page_id"),
    "wagtailadmin_pages:workflow_action(page_id, action_name, task_state_id)": Names("page", "page_id"),
    "wagtailadmin_pages:workflow_history(page_id)": Names("page", "page_id"),
    "wagtailadmin_pages:workflow_history_detail(page_id, workflow_state_id)": Names("page", "page_id"),
    "wagtailadmin_pages:workflow_preview(page_id, task_id)": Names("page", "page_id"),
    "wagtailadmin_editing_sessions:ping(app_label, model_name, object_id, session_id)": Names("page", "object_id"),
    "wagtailadmin_editing_sessions:release(session_id)": OWN_ACCOUNT,
    "wagtail_bulk_action(app_label, model_name, action)": Lists("id=all&childOf={open_page}"),
    "wagtailadmin_workflows:remove(page_pk)": Names("page", "page_pk"),
    "wagtailadmin_workflows:remove(page_pk, workflow_pk)": Names("page", "page_pk"),
    "wagtailadmin_api:pages:listing()": Lists("for_explorer=1"),
    "wagtailadmin_api:pages:detail(pk)": Names("page", "pk"),
    "wagtailadmin_api:pages:action(pk, action_name)": Names("page", "pk"),
    "wagtailadmin_api:pages:find()": Lists("html_path=/geheim-thema/"),
}

CHOOSERS: dict[str, Verdict] = {
    "wagtailadmin_choose_page()": Lists("page_type=pages.ThemePage"),
    "wagtailadmin_choose_page_child(parent_page_id)": Names("page", "parent_page_id"),
    "wagtailadmin_choose_page_search()": Lists("q=Geheim"),
    "wagtailadmin_choose_page_chosen_multiple()": Lists("id={closed_page}"),
    "wagtailadmin_choose_page_anchor_link()": WORDS,
    "wagtailadmin_choose_page_email_link()": WORDS,
    "wagtailadmin_choose_page_external_link()": WORDS,
    "wagtailadmin_choose_page_phone_link()": WORDS,
    "person_chooser:choose()": Lists(),
    "person_chooser:choose_results()": Lists("q=Geheim"),
    "person_chooser:chosen(pk)": Names("person", "pk"),
    "person_chooser:chosen_multiple()": Lists("id={closed_person}"),
    "person_chooser:create()": Administers("people are not made by choosing them"),
    "wagtailembeds:chooser()": WORDS,
    "wagtailembeds:chooser_upload()": WORDS,
}

FILES: dict[str, Verdict] = {
    "wagtailadmin_api:documents:detail(pk)": Names("document", "pk"),
    "wagtailadmin_api:documents:find()": Lists("id={closed_document}"),
    "wagtailadmin_api:documents:listing()": Lists(),
    "wagtailadmin_api:images:detail(pk)": Names("image", "pk"),
    "wagtailadmin_api:images:find()": Lists("id={closed_image}"),
    "wagtailadmin_api:images:listing()": Lists(),
    "wagtaildocs:add()": Lists(),
    "wagtaildocs:add_multiple()": Lists(),
    "wagtaildocs:create_multiple_from_uploaded_document(uploaded_file_id)": OWN_ACCOUNT,
    "wagtaildocs:delete(document_id)": Names("document", "document_id"),
    "wagtaildocs:delete_multiple(doc_id)": Names("document", "doc_id"),
    "wagtaildocs:delete_upload_multiple(uploaded_file_id)": OWN_ACCOUNT,
    "wagtaildocs:document_usage(document_id)": Names("document", "document_id"),
    "wagtaildocs:edit(document_id)": Names("document", "document_id"),
    "wagtaildocs:edit_multiple(doc_id)": Names("document", "doc_id"),
    "wagtaildocs:index()": Lists(),
    "wagtaildocs:index_results()": Lists("q=Geheim"),
    "archive_documents()": Lists(),
    "archive_documents_results()": Lists("q=Geheim"),
    "archive_add_document()": Lists(),
    "archive_add_documents()": Lists(),
    "archive_save_filter()": OWN_ACCOUNT,
    "archive_forget_filter(saved_id)": OWN_ACCOUNT,
    "archive_edit_document(document_id)": Names("document", "document_id"),
    "archive_compare_versions(document_id)": Names("document", "document_id"),
    "archive_restore_version(document_id, number)": Names("document", "document_id"),
    "archive_filing_rule(collection_id)": Names("collection", "collection_id"),
    "wagtaildocs_chooser:choose()": Lists(),
    "wagtaildocs_chooser:choose_results()": Lists("q=Geheim"),
    "wagtaildocs_chooser:chosen(pk)": Names("document", "pk"),
    "wagtaildocs_chooser:chosen_multiple()": Lists("id={closed_document}"),
    "wagtaildocs_chooser:create()": Lists(),
    "wagtailimages:add()": Lists(),
    "wagtailimages:add_multiple()": Lists(),
    "wagtailimages:create_multiple_from_uploaded_image(uploaded_file_id)": OWN_ACCOUNT,
    "wagtailimages:delete(image_id)": Names("image", "image_id"),
    "wagtailimages:delete_multiple(image_id)": Names("image", "image_id"),
    "wagtailimages:delete_upload_multiple(uploaded_file_id)": OWN_ACCOUNT,
    "wagtailimages:edit(image_id)": Names("image", "image_id"),
    "wagtailimages:edit_multiple(image_id)": Names("image", "image_id"),
    "wagtailimages:image_usage(image_id)": Names("image", "image_id"),
    "wagtailimages:index()": Lists(),
    "wagtailimages:index_results()": Lists("q=Geheim"),
    "wagtailimages:preview(image_id, filter_spec)": Names("image", "image_id"),
    "wagtailimages:url_generator(image_id)": Names("image", "image_id"),
    "wagtailimages:url_generator_output(image_id)": Names("image", "image_id"),
    "wagtailimages_chooser:choose()": Lists(),
    "wagtailimages_chooser:choose_results()": Lists("q=Geheim"),
    "wagtailimages_chooser:chosen(pk)": Names("image", "pk"),
    "wagtailimages_chooser:chosen_multiple()": Lists("id={closed_image}"),
    "wagtailimages_chooser:create()": Lists(),
    "wagtailimages_chooser:select_format(image_id)": Names("image", "image_id"),
    "wagtailadmin_collections:add()": REPLACED,
    "wagtailadmin_collections:edit(pk)": REPLACED,
    "wagtailadmin_collections:index()": REPLACED,
    "wagtailadmin_collections:set_privacy(collection_id)": REPLACED,
    "rights_collections()": Lists(),
    "rights_add_collection()": Lists(),
    "rights_edit_collection(pk)": Names("collection", "pk"),
    "rights_no_privacy(collection_id)": NeedsNoRights("404: collections have no privacy beside audiences"),
    "wagtailadmin_collections:delete(pk)": Names("collection", "pk"),
}

TRANSLATIONS: dict[str, Verdict] = {
    "wagtail_localize:convert_to_alias(page_id)": REPLACED,
    "wagtail_localize:download_pofile(translation_id)": Names("translation", "translation_id"),
    "wagtail_localize:edit_override(translation_id, overridable_segment_id)": Names("translation", "translation_id"),
    "wagtail_localize:edit_string_translation(translation_id, string_segment_id)": Names(
        "translation", "translation_id"
    ),
    "wagtail_localize:javascript_catalog()": WORDS,
    "wagtail_localize:machine_translate(translation_id)": Names("translation", "translation_id"),
    "wagtail_localize:preview_translation(translation_id)": Names("translation", "translation_id"),
    "wagtail_localize:preview_translation(translation_id, mode)": Names("translation", "translation_id"),
    "wagtail_localize:snippets_api_detail(app_label, model_name, pk)": NeedsNoRights("no snippet has rights"),
    "wagtail_localize:snippets_api_listing(app_label, model_name)": NeedsNoRights("no snippet has rights"),
    "wagtail_localize:stop_translation(translation_id)": Names("translation", "translation_id"),
    "wagtail_localize:submit_page_translation(page_id)": Names("page", "page_id"),
    "wagtail_localize:submit_snippet_translation(app_label, model_name, pk)": NeedsNoRights("no snippet has rights"),
    "wagtail_localize:translations_report()": REPLACED,
    "wagtail_localize:translations_report_results()": REPLACED,
    "wagtail_localize:update_translations(translation_source_id)": Names(
        "source of a translation", "translation_source_id"
    ),
    "wagtail_localize:upload_pofile(translation_id)": REPLACED,
    "moderate_translation(translation_id)": Names("translation", "translation_id"),
    "admin/localize/page/<int:page_id>/convert_to_alias/": Names("page", "page_id"),
    "admin/localize/translate/<int:translation_id>/pofile/upload/": Names("translation", "translation_id"),
    "admin/localize/submit/page/<int:page_id>/": Names("page", "page_id"),
    "admin/localize/update/<int:translation_source_id>/": Names("source of a translation", "translation_source_id"),
    "translations_report()": Lists(),
    "translations_report_results()": Lists(),
    "admin/localize/reports/translations/": Lists(),
    "admin/localize/reports/translations/results/": Lists(),
}

REPORTS: dict[str, Verdict] = {
    "privacy:export(user_id)": PERSONAL,
    "privacy:erase(user_id)": PERSONAL,
    "activity:log()": AUDIT,
    "activity:log_results()": AUDIT,
    "insights:queries()": SEARCHES,
    "insights:queries_results()": SEARCHES,
    "insights:query()": SEARCHES,
    "care:guide()": NeedsNoRights("the manual, the same for every editor"),
    "care:guide_picture(name)": NeedsNoRights("a picture of the manual"),
    "care:links()": Lists(),
    "care:links_results()": Lists(),
    "care:orphans()": Lists(),
    "care:orphans_results()": Lists(),
    "care:reviews()": Lists(),
    "care:reviews_results()": Lists(),
    "care:review(page_id)": Names("page", "page_id"),
    "wagtailadmin_home()": Lists(),
    "wagtailadmin_reports:aging_pages()": Lists(),
    "wagtailadmin_reports:aging_pages_results()": Lists(),
    "wagtailadmin_reports:locked_pages()": REPLACED,
    "wagtailadmin_reports:locked_pages_results()": REPLACED,
    "wagtailadmin_reports:page_types_usage()": REPLACED,
    "wagtailadmin_reports:page_types_usage_results()": REPLACED,
    "wagtailadmin_reports:site_history()": REPLACED,
    "wagtailadmin_reports:site_history_results()": REPLACED,
    "wagtailadmin_reports:workflow()": REPLACED,
    "wagtailadmin_reports:workflow_results()": REPLACED,
    "wagtailadmin_reports:workflow_tasks()": REPLACED,
    "wagtailadmin_reports:workflow_tasks_results()": REPLACED,
    "admin/reports/locked/": Lists(),
    "admin/reports/locked/results/": Lists(),
    "admin/reports/workflow/": Lists(),
    "admin/reports/workflow/results/": Lists(),
    "admin/reports/workflow_tasks/": Lists(),
    "admin/reports/workflow_tasks/results/": Lists(),
    "admin/reports/page-types-usage/": Lists(),
    "admin/reports/page-types-usage/results/": Lists(),
    "admin/reports/site-history/": Lists(),
    "admin/reports/site-history/results/": Lists(),
    "download_report()": Lists("title=Geheim"),
    "download_report_results()": Lists(),
    "text_report()": Lists("title=Geheim"),
    "text_report_results()": Lists(),
    "infected_report()": Lists(),
    "infected_report_results()": Lists(),
    "infected_file(kept_id)": INFECTED,
    "infected_scan_again(kept_id)": INFECTED,
    "infected_delete(kept_id)": INFECTED,
    "archive_read_again(document_id)": Names("document", "document_id"),
    "admin/redirects/": Lists(),
    "admin/redirects/results/": Lists(),
    "wagtailredirects:index()": REPLACED,
    "wagtailredirects:index_results()": REPLACED,
    "wagtailredirects:add()": Lists(),
    "wagtailredirects:delete(redirect_id)": Names("redirect", "redirect_id"),
    "wagtailredirects:edit(redirect_id)": Names("redirect", "redirect_id"),
    "wagtailredirects:process_import()": NeedsNoRights("reads what the person sends"),
    "wagtailredirects:start_import()": NeedsNoRights("reads what the person sends"),
    "wagtailadmin_tag_autocomplete()": VOCABULARY,
    "wagtailadmin_tag_model_autocomplete(app_name, model_name)": VOCABULARY,
}

SCREENS: dict[str, Verdict] = {
    "admin/^.*/$": NeedsNoRights("404 for every other address"),
    "admin/test404/": WORDS,
    "wagtailadmin_account()": REPLACED,
    "media_account()": OWN_ACCOUNT,
    "wagtailadmin_block_preview()": WORDS,
    "wagtailadmin_dismissibles()": OWN_ACCOUNT,
    "wagtailadmin_error_test()": NeedsNoRights("raises an error, for administrators"),
    "wagtailadmin_javascript_catalog()": WORDS,
    "wagtailadmin_login()": OWN_ACCOUNT,
    "wagtailadmin_logout()": OWN_ACCOUNT,
    "wagtailadmin_password_reset()": OWN_ACCOUNT,
    "wagtailadmin_password_reset_complete()": OWN_ACCOUNT,
    "wagtailadmin_password_reset_confirm(uidb64, token)": OWN_ACCOUNT,
    "wagtailadmin_password_reset_done()": OWN_ACCOUNT,
    "wagtailadmin_sprite()": WORDS,
    "wagtailsnippets:index()": Lists(),
}

WORKFLOW_DOORS = (
    "add()", "add_task(app_label, model_name)", "disable(pk)", "disable_task(pk)", "edit(pk)", "edit_task(pk)",
    "enable(pk)", "enable_task(pk)", "index()", "index_results()", "select_task_type()", "task_index()",
    "task_index_results()",
)  # fmt: skip
TASK_CHOOSER_DOORS = ("task_chooser()", "task_chooser_create()", "task_chooser_results()", "task_chosen(task_id)")
SITE_DOORS = ("add()", "copy(pk)", "delete(pk)", "edit(pk)", "history(pk)", "history_results(pk)", "index()",
              "index_results()", "usage(pk)")  # fmt: skip
SETTING_DOORS = ("edit(app_name, model_name)", "edit(app_name, model_name, pk)",
                 "preview_on_edit(app_name, model_name, pk)")  # fmt: skip
CHOOSER_DOORS = ("choose()", "choose_results()", "chosen(pk)", "chosen_multiple()", "create()")
TAG_DOORS = ("add()", "copy(pk)", "delete(pk)", "edit(pk)", "history(pk)", "history_results(pk)", "list()", "merge(pk)",
             "list_results()", "usage(pk)")  # fmt: skip
KIND_DOORS = tuple(door for door in TAG_DOORS if door != "merge(pk)")
TUNING_DOORS = ("add()", "delete(pk)", "edit(pk)", "index()", "index_results()", "inspect(pk)")
HOLD_DOORS = ("add()", "edit(pk)", "index()", "index_results()", "inspect(pk)", "lift(pk)")
GROUP_DOORS = ("add()", "delete(pk)", "edit(pk)", "history(pk)", "history_results(pk)", "index()", "index_results()",
               "usage(pk)")  # fmt: skip

# Of what people have in common, and of the groups that open for who manages groups.
KEPT_LISTS = ("roles", "locations", "employments", "organisations", "work_groups")

SETTING_UP: dict[str, Verdict] = {
    **{f"wagtailadmin_workflows:{door}": WORKFLOWS for door in WORKFLOW_DOORS},
    **{f"wagtailadmin_workflows:{door}": REPLACED for door in TASK_CHOOSER_DOORS},
    "admin/workflows/task_chooser/": WORKFLOWS,
    "admin/workflows/task_chooser/create/": WORKFLOWS,
    "admin/workflows/task_chooser/results/": WORKFLOWS,
    "admin/workflows/task_chooser/<int:task_id>/": WORKFLOWS,
    "wagtailadmin_workflows:usage(pk)": Lists(),
    "wagtailadmin_workflows:usage_results(pk)": Lists(),
    **{f"wagtailsites:{door}": INSTALLATION for door in SITE_DOORS},
    **{f"wagtaillocales:{door}": INSTALLATION for door in SITE_DOORS},
    **{f"wagtailsettings:{door}": INSTALLATION for door in SETTING_DOORS},
    **{f"wagtailsnippets_tags_tag:{door}": VOCABULARY for door in TAG_DOORS},
    **{f"wagtailsnippets_archive_documentkind:{door}": INSTALLATION for door in KIND_DOORS},
    **{f"wagtailsnippetchoosers_archive_documentkind:{door}": VOCABULARY for door in CHOOSER_DOORS},
    **{f"wagtailsnippetchoosers_tags_tag:{door}": VOCABULARY for door in CHOOSER_DOORS},
    **{f"search_synonyms:{door}": TUNING for door in (*TUNING_DOORS, "shipped()", "abbreviations()", "bring()")},
    **{f"search_pins:{door}": TUNING for door in TUNING_DOORS},
    **{f"webhooks:{door}": WEBHOOKS for door in (*TUNING_DOORS, "test(pk)", "secret(pk)", "pause(pk)", "resume(pk)")},
    **{f"webhook_messages:{door}": WEBHOOKS for door in ("list()", "list_results()", "message(pk)", "repeat(pk)")},
    **{f"search_stop_phrases:{door}": TUNING for door in TUNING_DOORS},
    **{f"audiences:{door}": ACCOUNTS for door in GROUP_DOORS},
    "directory_audiences()": ACCOUNTS,
    "rights_audience(pk)": ACCOUNTS,
    "rights_person(pk)": ACCOUNTS,
    "rights_page(page_id)": Names("page", "page_id"),
    "rights_collection(collection_id)": Names("collection", "collection_id"),
    "rights_document(document_id)": Names("document", "document_id"),
    **{f"units:{door}": ACCOUNTS for door in SITE_DOORS},
    **{f"{kept}:{door}": ACCOUNTS for kept in KEPT_LISTS for door in GROUP_DOORS},
    **{f"wagtailusers_users:{door}": ACCOUNTS for door in (*GROUP_DOORS, "copy(pk)")},
    **{f"wagtailusers_groups:{door}": ACCOUNTS for door in GROUP_DOORS},
}

FORMS: dict[str, Verdict] = {
    "wagtailforms:index()": Lists(),
    "wagtailforms:index_results()": Lists(),
    "wagtailforms:list_submissions(page_id)": REPLACED,
    "wagtailforms:list_submissions_results(page_id)": REPLACED,
    "wagtailforms:delete_submissions(page_id)": REPLACED,
    "admin/forms/submissions/<int:page_id>/": Names("form", "page_id"),
    "admin/forms/submissions/<int:page_id>/results/": Names("form", "page_id"),
    "admin/forms/submissions/<int:page_id>/delete/": Names("form", "page_id"),
}

RETENTION: dict[str, Verdict] = {
    "retention:due()": Lists("created_on_from=2000-01-01"),
    "retention:due_results()": Lists(),
    "retention:ends()": Lists(),
    "retention:ends_results()": Lists(),
    "retention:certificates()": Lists("title=Geheim"),
    "retention:certificates_results()": Lists(),
    **{f"retention_schedules:{door}": ARCHIVING for door in GROUP_DOORS},
    **{f"legal_holds:{door}": ARCHIVING for door in HOLD_DOORS},
    "retention:certificate(pk)": ARCHIVING,
    "retention:certificate_pdf(pk)": ARCHIVING,
}

ADMIN = {**RETENTION, **PAGES, **FORMS, **CHOOSERS, **FILES, **TRANSLATIONS, **REPORTS, **SCREENS, **SETTING_UP}
