#include "drafts.h"

static void test_lead_of_news(void **state)
{
	(void)state;
	static const struct {
		const char *lead, *text, *sentence;
	} rows[] = {
		{"A sample helps many people. It is new.", "", "A sample helps many people."},
		{"", "A sample helps many people. It is new.", "A sample helps many people."},
		{"By Ann Sample. A sample helps many people. It is new.", "",
			"A sample helps many people."},
		{"MONDAY, Jan. 5, 2015 (HealthDay News) -- A sample helps many people. It is new.", "",
			"A sample helps many people."},
		{"LONDON (Reuters) - A sample helps many people.", "", "A sample helps many people."},
		{"BOSTON, Nov. 1, 2018 /PRNewswire/ -- A sample helps many people.", "",
			"A sample helps many people."},
		{"A sample - the first - helps many people. It is new.", "",
			"A sample - the first - helps many people."},
		{"A sample helps many people who…", "A sample helps many people who have none. It is new.",
			"A sample helps many people who have none."},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_summary(
			&(struct entry){
				.kind = ENTRY_NEWS, .lead = str_of(rows[i].lead), .text = str_of(rows[i].text)},
			rows[i].sentence, "lead");
}

static void assert_news(const char *title, const char *lead, const char *sentence)
{
	assert_summary(
		&(struct entry){
			.kind = ENTRY_NEWS, .title = str_of(title), .lead = str_of(lead), .text = str_of(lead)},
		sentence, *sentence ? "lead" : "");
}

static void test_what_stands_before_a_story(void **state)
{
	(void)state;
	static const char *const before[] = {
		"SAMPLEVILLE, Ohio (October 8, 2018)--",
		"Newswise — SAMPLEVILLE, N.C. -- ",
		"April 29, 2016 - ",
		"SAMPLEVILLE, Pa., Dec. 19, 2024 (GLOBE NEWSWIRE) -- ",
		"ZUG, Switzerland and SAMPLEVILLE, July 1, 2024 (GLOBE NEWSWIRE) -- ",
		"SAMPLE HILL--",
		"Enlarge By Ann Sample, AP ",
		"Ann Sample/Collection/Getty Images Ann Sample/Collection/Getty Images ",
		"By Ann Sample, Ben Sample (Makers of Lamps, Sample Inc.); and Carl Sample (Shades).\n",
		"The results of one of those studies came out on Tuesday in the city.\n",
		"The questions were good.\n",
		"Also exploring more lamps for all of the rooms in the city\n",
		"SAMPLE HILL, CA, Feb. 2, 2023 (GLOBE NEWSWIRE) -- via NewMediaWire – ",
		"DEPT. OF SAMPLES, SAMPLE HOSPITAL / Getty Images ",
		"Sampleville -- ",
		"[The Sample Times] ",
		"Berlin, 3. März 2021 (dpa) – ",
		"Paris, le 17 juillet 2024 – ",
		"MADRID, 5 Jun. (EUROPA PRESS) - ",
		"By Ann Sample\n",
		"A SAMPLE IN CAPITALS ALL ALONG\n",
		"– Samples are on track for this year –\n",
		"Photo: two samples on a table beside a lamp.\n",
		"Could samples be what all of us were waiting for?\n",
		"“We are glad of every sample that we have,” said one.\n",
		"Samples a sub-headline of this story without a stop\n",
		"Lamp For Many Dark Rooms.\n",
	};
	for (size_t i = 0; i < sizeof before / sizeof *before; i++)
		assert_news("Lamp for many dark rooms",
			str_cstr(&arena,
				str_printf(&arena, "%sA lamp helps many people in many dark rooms. It is new.",
					before[i])),
			"A lamp helps many people in many dark rooms.");
}

static void test_what_belongs_to_a_story(void **state)
{
	(void)state;
	static const struct {
		const char *lead, *sentence;
	} rows[] = {
		/* what looks like a dateline and is none */
		{"COVID-19 - the virus - is still with many people.",
			"COVID-19 - the virus - is still with many people."},
		{"In May 2020 the ward closed - and stayed so for a year.",
			"In May 2020 the ward closed - and stayed so for a year."},
		/* written from the right to the left */
		{"\xE2\x81\xA7It pays the way to the hall.\xE2\x81\xA9",
			"\xE2\x81\xA7It pays the way to the hall.\xE2\x81\xA9"},
		/* tickers of companies */
		{"Sample Inc. (NASDAQ: SMPL), a maker of lamps, began a study today.",
			"Sample Inc., a maker of lamps, began a study today."},
		{"Sample Inc. (Nasdaq: SMPL; “Sample”) and Lamp [NYSE: LAMP] began a study today.",
			"Sample Inc. and Lamp began a study today."},
		/* what the site adds */
		{"A lamp helps many people. Continue reading...", "A lamp helps many people."},
		{"The lamp is a help for many people in the north Read more", /* a line without a stop */
			"The lamp is a help for many people in the north"},
		/* a quotation is whole */
		{"The lamp, she said, was “a help. It was new. I liked it.” Others agree.",
			"The lamp, she said, was “a help. It was new. I liked it.”"},
		{"The lamp was “a help, she said.", ""},
		{"Sample’s hall has a lamp, she said: ‘It was new. I liked it.’ Others agree.",
			"Sample’s hall has a lamp, she said: ‘It was new. I liked it.’"},
		{"Sample said, leaving the hall.", ""},
		/* the same twice */
		{"Grows a market of lamps for the people here Grows a market of lamps for the people here",
			"Grows a market of lamps for the people here"},
		/* a company with a small letter in front */
		{"SAMPLEVILLE, Nov. 5, 2023 (GLOBE NEWSWIRE) -- electroLamp, Inc. began a study of lamps.",
			"electroLamp, Inc. began a study of lamps."},
		/* a slogan, where there is more */
		{"Lamps are the lights. Many people in the north of the country read by them.",
			"Many people in the north of the country read by them."},
		{"Lamps are the lights. They shine.", "Lamps are the lights."},
		/* a sub-headline alone */
		{"– Lamps were well tolerated in all of the dark rooms of the north this year –",
			"Lamps were well tolerated in all of the dark rooms of the north this year"},
		{"Secured additional lamps for the dark rooms in the north of the country", ""},
		{"A step forward in Company’s mission to light all of the dark rooms", ""},
		/* cut */
		{"A lamp helps many people who…", ""},
		{"A lamp helps many people who have the", ""},
		{"A lamp helps many people in the north and the south of the", ""},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_news("A title", rows[i].lead, rows[i].sentence);
}

/* The title says what is new: of what was known before it, and of persons, it has less. */
static void test_what_stands_before_the_news(void **state)
{
	(void)state;
	static const struct {
		const char *title, *lead, *sentence;
	} rows[] = {
		{"Trials show that lamps in pairs rarely break",
			"Ann Sample has lived in a dark room for as long as she can remember. Her lamp broke. "
			"Two trials, printed in the Journal of Lamps, show that lamps in pairs rarely break in "
			"dark rooms.",
			"Two trials, printed in the Journal of Lamps, show that lamps in pairs rarely break in "
			"dark rooms."},
		{"Lamps fade in their second year",
			"A discovery could shed light on dark rooms, scientists say. Researchers in the north "
			"have found that lamps fade in their second year of use.",
			"Researchers in the north have found that lamps fade in their second year of use."},
		{"Lamps help people in dark rooms",
			"Lamps help many people who live in dark rooms, a report says. A new study looks at "
			"what lamps do for them.",
			"Lamps help many people who live in dark rooms, a report says."},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_news(rows[i].title, rows[i].lead, rows[i].sentence);
	/* the title, or what stands below a picture, joined to the front of a sentence */
	assert_news("Lamps for many dark rooms",
		"Lamps for many dark rooms People have lamps now. "
		"Enlarge this image Lamps. People in dark rooms read.",
		"People in dark rooms read.");
}

/* A description of its own stands above the story; one that is the story's beginning does not. */
static void test_teasers_of_news(void **state)
{
	(void)state;
	struct entry entry = {.kind = ENTRY_NEWS,
		.title = S("Lamps"),
		.lead = S("Why more people than ever before read by the light of a lamp"),
		.text = S("It was dark. Many people read now.")};
	assert_summary(&entry, "Why more people than ever before read by the light of a lamp", "lead");
	entry.lead = S("Many people in the north of the country have");
	entry.text = S("Many people in the north of the country have lamps now. They read.");
	assert_summary(&entry, "Many people in the north of the country have lamps now.", "lead");
}

static void test_what_is_no_lead(void **state)
{
	(void)state;
	/* cut behind a whole sentence: no sub-headline */
	assert_news("A title",
		"Lamps are the lights. Many people in the north of the country read by them in their ro",
		"Lamps are the lights.");
	/* one entry of a calendar, or of a list of contacts */
	assert_news("Sample County lamp calendar, Aug. 9-16",
		"Lamp readers meet every week of the year in the hall. 555-555-0100. Free.", "");
	assert_news(
		"Lamps", "Lamp readers meet in the hall. www.lamps.example. 555-555-0100. Free.", "");
	assert_news("A release", "Lamps help many people in the north. Call 555-555-0100.",
		"Lamps help many people in the north.");
	/* a link to another page */
	assert_news("A title",
		"Clockwatch: keep up with all of tonight’s other lamps – live!\nA lamp helps many people.",
		"A lamp helps many people.");
	assert_news("A title",
		"Shades in the south, candles in the west, and more\nA lamp helps people.",
		"A lamp helps people.");
	/* a scene */
	assert_news("A title",
		"One morning last winter, Ann Sample sat in a dark room of the north. A lamp helps many.",
		"A lamp helps many.");
	/* no item of a list, though it begins like one */
	assert_news("A title",
		"Second flood in a year leaves the dark rooms of the north without a lamp",
		"Second flood in a year leaves the dark rooms of the north without a lamp");
	/* a heading that is joined to it */
	assert_news("A title", "Summary A lamp helps many people in the north.",
		"A lamp helps many people in the north.");
}

/* Who published it, what the editors corrected, and what the site asks are no part of a story. */
static void test_what_is_none_of_a_story(void **state)
{
	(void)state;
	static const struct {
		const char *lead, *sentence;
	} rows[] = {
		/* a short sentence of news comes before a long one about its publisher */
		{"A firm ended its trial. About Sample Wire: Sample Wire is a leading source of news.",
			"A firm ended its trial."},
		{"A firm ended its trial.\nAbout Sample Wire\nSample Wire is a leading source of all "
		 "news.\n"
		 "It has offices in the north of the country and in the south.",
			"A firm ended its trial."},
		{"A firm ended its trial. About Sample Wire Sample Wire is a leading source of news.",
			"A firm ended its trial."},
		{"Eine Firma beendet den Versuch.\nÜber Muster Licht\nMuster Licht ist ein führender "
		 "Hersteller von Lampen für alle dunklen Räume.",
			"Eine Firma beendet den Versuch."},
		{"About Sample Wire: Sample Wire is a leading source of news.\nA lamp helps many people.",
			"A lamp helps many people."},
		{"About Sample Wire: Sample Wire is a leading source of news.", ""},
		{"Eine Firma beendet den Versuch. Über die Muster AG: Die Muster AG ist ein führender "
		 "Hersteller von Lampen.",
			"Eine Firma beendet den Versuch."},
		{"Eine Firma beendet den Versuch. Über Muster AG: Die Muster AG ist ein führender "
		 "Hersteller von Lampen.",
			"Eine Firma beendet den Versuch."},
		/* other sentences begin like it */
		{"About half of the dark rooms in the north of the country have a lamp.",
			"About half of the dark rooms in the north of the country have a lamp."},
		{"About The Study: Lamps helped many people who live in dark rooms of the north.",
			"About The Study: Lamps helped many people who live in dark rooms of the north."},
		/* a note of the editors, never half of it */
		{"Correction: An earlier version of this article said that the lamp was approved. It was "
		 "not approved.",
			""},
		{"CORRECTION: The lamp was not approved in all of the north of the country. We said that "
		 "it was approved in the north of the country.",
			""},
		{"Correction:\n\nThe lamp was not approved in the north, as we said.\nA lamp helps people.",
			"A lamp helps people."},
		{"Clarification\nThe lamp was not approved in the north.\nA lamp helps people.",
			"A lamp helps people."},
		{"An earlier version of this story said that the lamp was approved. It was not.\n"
		 "A lamp helps many people.",
			"A lamp helps many people."},
		{"A lamp helps people. Editor’s note: The first lamp of this story was not approved in the "
		 "north of the country. It was only tried.",
			"A lamp helps people."},
		{"Korrektur: In einer früheren Version dieses Artikels stand, die Lampe sei zugelassen. "
		 "Sie "
		 "ist es nicht.\nDie Lampe hilft vielen Menschen im Norden.",
			"Die Lampe hilft vielen Menschen im Norden."},
		{"Rectificatif : la lampe n’est pas autorisée. Nous avions écrit qu’elle l’était partout.",
			""},
		{"Corrección: La lámpara no fue aprobada. Dijimos que había sido aprobada en el norte.",
			""},
		{"Rettifica: La lampada non è stata approvata. Avevamo scritto che era stata approvata.",
			""},
		{"Correction of the light in dark rooms helps many people in the north.",
			"Correction of the light in dark rooms helps many people in the north."},
		/* a question with its answer, or what else is said */
		{"Does a lamp light all of the dark rooms? A new study says no.",
			"Does a lamp light all of the dark rooms? A new study says no."},
		{"Does a lamp light all of the dark rooms? No.",
			"Does a lamp light all of the dark rooms? No."},
		{"Does a lamp light all of the dark rooms? No. Lamps light only half of the dark rooms of "
		 "the north.",
			"Lamps light only half of the dark rooms of the north."},
		{"Does a lamp light all of the dark rooms? Here is what we know.", ""},
		{"Does a lamp light all of the dark rooms?", ""},
		/* what a site asks of its visitors */
		{"We use cookies to improve your experience. Accept all. Makers found a lamp for 300 "
		 "rooms.",
			"Makers found a lamp for 300 rooms."},
		{"Please enable JavaScript to see this page in your browser.\nA lamp helps many people.",
			"A lamp helps many people."},
		{"Your browser history may show how well your lamp lights a dark room.",
			"Your browser history may show how well your lamp lights a dark room."},
		{"Already a subscriber? Sign in to read all of it. A lamp helps many people.",
			"A lamp helps many people."},
		{"Diese Website verwendet Cookies, um Ihnen mehr zu bieten. Die Lampe hilft vielen.",
			"Die Lampe hilft vielen."},
		{"Cet article est réservé aux abonnés du journal.\nLa lampe aide beaucoup de gens.",
			"La lampe aide beaucoup de gens."},
		{"Utilizamos cookies para mejorar su experiencia. La lámpara ayuda a muchas personas.",
			"La lámpara ayuda a muchas personas."},
		{"Questo sito utilizza cookie per migliorare la visita. La lampada aiuta molte persone.",
			"La lampada aiuta molte persone."},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_news("A title", rows[i].lead, rows[i].sentence);
}

/* Each language has its own. */
static void test_quotations(void **state)
{
	(void)state;
	static const char *const whole[] = {
		"Lampen sind laut Anna Muster „ein großer Erfolg“ für alle Menschen im Norden.",
		"Lampen sind laut Anna Muster ‚ein großer Erfolg‘ für alle Menschen im Norden.",
		"Lampen sind laut Anna Muster »ein großer Erfolg« für alle Menschen im Norden.",
		"Anna Muster sagt: „Lampen sind für alle Menschen im Norden ein großer Erfolg.“",
		"Lampor är enligt Anna Prov ”en stor framgång” för alla som bor i norra delen.",
		"Lampy są według Anny Próby „wielkim sukcesem” dla wszystkich ludzi na północy.",
		"Les lampes sont, selon Anna Exemple, « un grand succès » pour l’été de tous.",
	};
	static const char *const halves[] = {
		"Lampen sind laut Anna Muster „ein großer Erfolg für alle Menschen im Norden.",
		"Lampor är enligt Anna Prov en stor framgång” för alla som bor i norra delen.",
		/* the apostrophes close nothing */
		"Les lampes sont, dit-elle, ‘une avancée pour l’été et l’île, et pour tous.",
	};
	for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
		assert_news("", whole[i], whole[i]);
	for (size_t i = 0; i < sizeof halves / sizeof *halves; i++)
		assert_news("", halves[i], "");
}

static void test_trials_say_more_than_their_title(void **state)
{
	(void)state;
	static const struct {
		const char *text, *sentence;
	} rows[] = {
		{"Pilot study of a lamp in the dark rooms", ""},
		{"A study to evaluate lamps in dark rooms.", "A study to evaluate lamps in dark rooms."},
		{"This is a randomized, open-label, controlled, multicenter, Phase III study.", ""},
		{"This is a randomized, open-label, controlled, multicenter, Phase III study. Rooms will "
		 "be lit by a lamp or a candle, by lot, for a whole winter in the north of the country.",
			"Rooms will be lit by a lamp or a candle, by lot, for a whole winter in the north of "
			"the country."},
		/* the registry's template; what is known and not asked */
		{"The goal of this clinical trial is to learn if drug ABC works to treat dark rooms. "
		 "Researchers will compare a lamp to a candle, to see if it lights the dark rooms.",
			"Researchers will compare a lamp to a candle, to see if it lights the dark rooms."},
		{"A lamp is a new help for people who read in dark rooms", ""},
		{"Candles are old lamps in the north. Some have seen that they help. Thus, the goal of "
		 "this study is to try "
		 "to confirm these findings.",
			""},
	};
	struct trial trial = {0};
	struct entry entry = {
		.kind = ENTRY_TRIAL, .title = S("Pilot Study of a Lamp in Dark Rooms"), .trial = &trial};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		trial.brief_summary = str_of(rows[i].text);
		assert_summary(&entry, rows[i].sentence, *rows[i].sentence ? "brief summary" : "");
	}
}

static void test_brief_summary_of_trials(void **state)
{
	(void)state;
	struct trial trial = {
		.brief_summary = S("This study will compare the first sample with the second one, in "
						   "people who have neither of them. It is long.")};
	struct entry entry = {.kind = ENTRY_TRIAL, .trial = &trial};
	assert_summary(&entry,
		"This study will compare the first sample with the second one, in people who have neither "
		"of them.",
		"brief summary");
	static const struct {
		const char *text, *sentence;
	} rows[] = {
		{"RATIONALE: Samples may help people. This study asks whether they do. It is long.",
			"This study asks whether they do."},
		{"Our hypothesis is that lamps improve reading. The objective is to count the readers.",
			"The objective is to count the readers."},
		{"Primary Objective: Evaluate how lamps help in dark rooms. It is long.",
			"Evaluate how lamps help in dark rooms."},
		{"Light is weak in winter. Many rooms are dark then. Several studies looked at it. The aim "
		 "of this trial is to compare lamps.",
			"The aim of this trial is to compare lamps."},
		{"Lamps are common. The LAMP study will test lamps in people with dark rooms at home.",
			"The LAMP study will test lamps in people with dark rooms at home."},
		{"To evaluate lamps in dark rooms, with all that is needed for it in a year of winter.",
			"To evaluate lamps in dark rooms, with all that is needed for it in a year of winter."},
		{"This study is open to adults with dark rooms. There are two groups of them. The purpose "
		 "of "
		 "this study is to find out whether lamps help. There are eight study visits.",
			"The purpose of this study is to find out whether lamps help."},
		/* a short one with the next, in one paragraph */
		{"This is a study of safety. Participants will receive a lamp. It is long.",
			"This is a study of safety. Participants will receive a lamp."},
		{"This is a study of safety.\nParticipants will receive a lamp.",
			"This is a study of safety."},
		{"A LAMP FOR ROOMS THAT ARE DARK\nWHY: The purpose of this study is to test a lamp.",
			"The purpose of this study is to test a lamp."},
		{"Die Studie vergleicht Lampen. Ziel der Studie ist es, zwei Lampen zu vergleichen.",
			"Ziel der Studie ist es, zwei Lampen zu vergleichen."},
		{"Rooms are dark. Objectives: 1) To evaluate lamps in the dark rooms of the whole country, "
		 "in winter. 2) To count them.",
			"To evaluate lamps in the dark rooms of the whole country, in winter."},
		{"Many people have no lamp. The current proposal will test a lamp in people with dark "
		 "rooms at their homes in the north. In this research, Ann will receive key training.",
			"The current proposal will test a lamp in people with dark rooms at their homes in the "
			"north."},
		/* what others found, what it is not for, what is done by its staff */
		{"Light is weak. The LAMP trial recently evidenced that lamps help those who have them. "
		 "Many rooms are dark then.",
			""},
		{"Lamps are experimental for the purposes of this study. This study will test whether "
		 "lamps "
		 "help people with dark rooms in the north of the country.",
			"This study will test whether lamps help people with dark rooms in the north of the "
			"country."},
		{"Study includes five visits by day. People are going to be given a lamp or a candle by "
		 "lot, "
		 "for their dark homes in the north. The safety of our people will be looked at by study "
		 "staff.",
			"People are going to be given a lamp or a candle by lot, for their dark homes in "
			"the north."},
		{"the aim of this study is to test whether a lamp helps people in the dark rooms of the "
		 "north. "
		 "Candles will be used besides.",
			"the aim of this study is to test whether a lamp helps people in the dark rooms of the "
			"north."},
		/* what they get, behind the kind of the study */
		{"This is a study with two groups. People will be randomized to receive a lamp or none.",
			"This is a study with two groups. People will be randomized to receive a lamp or "
			"none."},
		/* nothing of the study */
		{"Light is weak in winter. Many rooms are dark then. People with lamps read more.", ""},
		{"The objectives of this study are:\nto look at lamps\nand at their shades, as they are.",
			""},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		trial.brief_summary = str_of(rows[i].text);
		assert_summary(&entry, rows[i].sentence, *rows[i].sentence ? "brief summary" : "");
	}
}
int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lead_of_news),
		cmocka_unit_test(test_what_stands_before_a_story),
		cmocka_unit_test(test_what_belongs_to_a_story),
		cmocka_unit_test(test_what_stands_before_the_news),
		cmocka_unit_test(test_teasers_of_news),
		cmocka_unit_test(test_what_is_no_lead),
		cmocka_unit_test(test_what_is_none_of_a_story),
		cmocka_unit_test(test_quotations),
		cmocka_unit_test(test_trials_say_more_than_their_title),
		cmocka_unit_test(test_brief_summary_of_trials),
	};
	return cmocka_run_group_tests(tests, NULL, teardown);
}
