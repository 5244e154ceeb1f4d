#include "base/date.h"
#include "desk/account.h"
#include "desk/routes.h"
#include "mail/letter.h"
#include "render/view.h"
#include "store/editor_mail.h"

static json_t *hours_of(int chosen)
{
	enum { USUAL = 7 };
	json_t *hours = json_array();
	for (int hour = 0; hour < MAIL_HOURS; hour++) {
		char text[TIME_TEXT];
		snprintf(text, sizeof text, "%02d:00", hour);
		json_array_append_new(hours,
			json_pack("{si ss sb}", "hour", hour, "text", text, "selected",
				hour == (chosen < 0 ? USUAL : chosen)));
	}
	return hours;
}

bool mail_choice_view(
	struct desk *desk, const struct http_request *request, json_t *view, struct err *err)
{
	struct editor_mail mail;
	struct job job;
	bool failed;
	int64_t editor = desk->visitor.editor.id;
	if (!store_editor_mail_get(desk->store, request->a, editor, &mail, err) ||
		!letter_chosen_failed(desk->store, request->a, editor, &job, &failed, err))
		return false;
	json_object_set_new(view, "mails", json_boolean(site_mails(desk->site)));
	json_object_set_new(view, "daily", json_boolean(mail.daily >= 0));
	json_object_set_new(view, "hours", hours_of(mail.daily));
	json_object_set_new(view, "of_published", json_boolean(mail.of_published));
	json_object_set_new(view, "of_sources", json_boolean(mail.of_sources));
	view_set(view, "zone", desk->site->timezone);
	view_set(view, "chosen_failed", failed ? job.outcome : STR_NONE);
	return true;
}

static bool is_ticked(const struct http_request *request, const char *name)
{
	return http_param(&request->form, name).n > 0;
}

bool mail_choice_post(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	int64_t editor = desk->visitor.editor.id;
	struct editor_mail mail;
	long hour;
	if (!store_editor_mail_get(desk->store, request->a, editor, &mail, err))
		return false;
	if (!str_to_long(http_param(&request->form, "hour"), &hour) || hour < 0 || hour >= MAIL_HOURS)
		return account_refuse(desk, request, response, S("There is no such hour."), err);
	int before = mail.daily;
	mail.daily = is_ticked(request, "daily") ? (int)hour : -1;
	mail.of_published = is_ticked(request, "published");
	mail.of_sources = is_ticked(request, "sources");
	mail.daily_day = letter_first_day(request->a, &mail, before, request->now);
	return store_editor_mail_choose(desk->store, editor, &mail, err) &&
		http_redirect(response, S("/account?said=mail"));
}
