#include "desk/choices.h"

#include "render/view.h"

json_t *choices_sections(enum section checked)
{
	json_t *list = json_array();
	for (enum section s = SECTION_RESEARCH; s <= SECTION_TRIALS; s++)
		json_array_append_new(list,
			json_pack("{ss ss sb}", "word", section_word(s), "title", section_title(s), "checked",
				s == checked));
	return list;
}

json_t *choices_topics(const struct site *site, struct strs checked)
{
	json_t *list = json_array();
	for (size_t i = 0; i < site->topic_count; i++) {
		const struct topic *topic = &site->topics[i];
		json_t *one = json_pack("{sb}", "checked", strs_have(checked, topic->slug));
		view_set(one, "slug", topic->slug);
		view_set(one, "title", topic->title);
		json_array_append_new(list, one);
	}
	return list;
}
