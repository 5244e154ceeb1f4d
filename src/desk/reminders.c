#include "desk/reminders.h"

#include "render/view.h"
#include "render/words.h"
#include "store/edition_reminder.h"

bool reminders_set(const struct desk *desk, struct arena *a, json_t *data, struct err *err)
{
	struct edition_reminders all;
	json_t *list = json_array();
	bool well = store_edition_reminder_list(desk->store, a, 0, &all, err);
	for (size_t i = 0; well && i < all.n; i++) {
		const struct mail_list *of = site_list(desk->site, all.v[i].list);
		if (!of)
			continue;
		json_t *one = json_object();
		view_set(one, "word", of->slug);
		view_set(one, "title", words_list(&WORDS_ENGLISH, of));
		view_set(one, "period", words_period(a, &WORDS_ENGLISH, all.v[i].period));
		json_array_append_new(list, one);
	}
	json_object_set_new(data, "reminders", view_list(list));
	return well;
}
