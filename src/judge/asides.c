/* What stands in the text of a news story and is none of it: who published it, what was wrong in an
 * earlier version of it, and what its site wants of its visitors. */
#include "base/array.h"
#include "base/phrases.h"
#include "judge/judge_parts.h"

enum {
	NAME_MAX = 60, /* bytes of a name behind "About" */
	HEADING_MAX = 40
};

/* clang-format off */

/* How a note of the editors begins, and what only such a note says. */
static const char *const NOTES[] = {
	"correction:", "corrections:", "correction –", "correction —", "correction -", "corrected:",
	"correction and clarification", "corrections and clarifications", "correction appended",
	"clarification:", "clarification –", "clarification —", "clarification -", "erratum:",
	"editor's note", "editor’s note", "editors' note", "editors’ note", "editorial note",
	"korrektur:", "korrekturhinweis", "berichtigung:", "richtigstellung:", "klarstellung:",
	"anmerkung der redaktion", "hinweis der redaktion", "anm. d. red",
	"correction :", "rectificatif", "erratum :", "précision :", "précision:",
	"note de la rédaction", "ndlr",
	"corrección:", "rectificación:", "fe de errores", "fe de erratas", "aclaración:",
	"nota de la redacción", "nota del editor", "nota de redacción",
	"correzione:", "rettifica:", "errata corrige", "precisazione:", "nota della redazione",
	"nota del redattore", "ndr:",
};
static const char *const VERSIONS[] = {
	"earlier version of this article", "earlier version of this story",
	"earlier version of this post", "earlier version of this report",
	"earlier version of this release", "earlier version of this press release",
	"earlier version of this headline", "earlier version of the headline",
	"previous version of this article", "previous version of this story",
	"previous version of this post", "previous version of this report",
	"previous version of this release", "previous version of this press release",
	"original version of this article", "original version of this story",
	"article has been corrected", "story has been corrected", "article has been amended",
	"frühere version dieses artikels", "früheren version dieses artikels",
	"frühere version dieses textes", "früheren version dieses textes",
	"frühere fassung dieses artikels", "früheren fassung dieses artikels",
	"version précédente de cet article", "version antérieure de cet article",
	"première version de cet article",
	"versión anterior de este artículo", "versión anterior de esta noticia",
	"versión previa de este artículo", "primera versión de este artículo",
	"versione precedente di questo articolo", "prima versione di questo articolo",
};
/* How other lines begin that are no part of the story. */
static const char *const ADDED[] = {
	"continue reading", "read more", "read full", "read the full", "read on", "click here",
	"subscribe", "sign up", "photo by", "photo credit", "photograph by", "photo:", "photo",
	"enlarge this image", "image credit", "image:", "image by", "credit:", "getty images",
	"listen to", "watch", "follow us", "advertisement", "share this", "download", "the post",
	"copyright", "media release", "press release", "news release", "for immediate release",
	"view original", "source:", "publication date", "posted on", "published on", "updated on",
	"last updated", "filed under", "tags:", "loading", "welcome back", "welcome to",
	"a version of this", "originally published", "this article was", "this article originally",
	"this story was", "this story originally", "this post was", "this post originally",
	"related:", "see also", "table of contents", "contact:", "contacts:", "disclaimer",
	"disclosure", "note:", "conditions:", "condition:", "author:",
	"authors:", "written by", "posted by", "reviewed by", "medically reviewed", "by:", "podcast",
	"abstract", "not a subscriber", "you can download", "you can listen", "you can watch",
	"this post is sponsored",
	"join us", "visit us", "find out more", "learn more", "weiterlesen", "foto:", "bild:",
	"lire la suite", "lire aussi", "leer más", "seguir leyendo", "leggi tutto",
	"continua a leggere", "mehr lesen",
};
/* What stands alone in a line above such a note. */
static const char *const NOTE_HEADINGS =
	"correction|corrections|clarification|erratum|korrektur|berichtigung|richtigstellung|"
	"rectificatif|corrección|rectificación|correzione|rettifica";
/* What a site asks before it shows a story, and what it shows in place of one. */
static const char *const CONSENTS[] = {
	"we use cookies", "we and our partners use", "we and our partners store",
	"we value your privacy", "we care about your privacy",
	"our website uses cookies", "our site uses cookies", "this website uses cookies",
	"this site uses cookies", "this site requires", "cookies help us", "cookie settings",
	"by continuing to use", "by continuing to browse", "by using this site",
	"by using our", "by clicking on", "by clicking accept", "by clicking “", "by signing up",
	"accept all", "accept cookies", "reject all",
	"manage preferences", "manage cookies", "i accept", "please enable", "enable javascript",
	"javascript is", "you need to enable", "your browser is", "your browser does",
	"your browser doesn't", "please log in", "please sign in",
	"log in", "login", "sign in", "already a subscriber", "already a member", "already have an",
	"to continue reading", "to read the full", "create an account", "create a free account",
	"this content is for", "this article is for", "this story is for subscribers",
	"this content is only", "this article is only", "this story is only",
	"you have reached your", "you've reached your", "you’ve reached your",
	"you have read all of your", "get unlimited access", "become a member", "become a supporter",
	"support our work", "listen here", "get all the answers",
	"wir verwenden cookies", "wir nutzen cookies", "wir setzen cookies", "wir benutzen cookies",
	"diese website verwendet cookies", "diese website nutzt cookies",
	"diese webseite verwendet cookies",
	"diese webseite nutzt cookies", "diese seite verwendet cookies", "diese seite nutzt cookies",
	"alle akzeptieren", "alle cookies", "bitte aktivieren sie", "jetzt abonnieren",
	"abonnieren sie", "melden sie sich", "bitte melden sie sich", "jetzt anmelden",
	"dieser artikel ist nur für", "dieser inhalt ist nur für", "nur für abonnenten",
	"nous utilisons des cookies", "nous et nos partenaires utilisons",
	"nous et nos partenaires stockons", "ce site utilise des",
	"notre site utilise des", "tout accepter", "accepter tout", "en poursuivant votre",
	"veuillez activer", "abonnez-vous", "inscrivez-vous", "connectez-vous", "déjà abonné",
	"article réservé aux", "cet article est réservé", "contenu réservé aux", "réservé aux abonnés",
	"utilizamos cookies", "usamos cookies", "este sitio utiliza cookies",
	"este sitio web utiliza cookies",
	"este sitio usa cookies", "esta web utiliza cookies", "esta web usa cookies", "aceptar todo",
	"aceptar todas", "aceptar cookies", "suscríbete", "suscríbase", "inicia sesión",
	"inicie sesión", "regístrate", "regístrese", "contenido exclusivo para",
	"artículo exclusivo para", "para seguir leyendo",
	"utilizziamo i cookie", "utilizziamo cookie", "usiamo i cookie", "questo sito utilizza",
	"questo sito usa", "noi e i nostri partner utilizziamo", "accetta tutti", "accetta tutto",
	"abbonati a", "abbonati per", "abbonati ora",
	"iscriviti", "accedi per", "accedi o", "registrati per", "registrati ora",
	"contenuto riservato", "articolo riservato",
	"per continuare a leggere",
};
static const char *const CONSENT_WORDS[] = {
	"uses cookies to", "use cookies to", "use of cookies", "enable javascript",
	"javascript is disabled", "turn on javascript", "javascript aktivieren", "activer javascript",
	"active javascript", "habilite javascript", "abilita javascript", "abilitare javascript",
	"verwendung von cookies", "utilisation de cookies", "utilisation des cookies",
	"uso de cookies", "uso dei cookie", "sign in to continue", "log in to continue",
	"subscribe to continue", "for subscribers only", "subscribers only",
};
/* What stands above a text about the publisher, before its name. */
static const char *const ABOUTS[] = {"About ", "ABOUT ", "Über ", "À propos de ", "A propos de ",
	"Acerca de ", "Sobre ", "Informazioni su "};
enum { ABOUTS_ENGLISH = 2 };
/* What else "About …" begins: "About half of them", "About the Study: In this trial, …". */
static const char *const NO_NAMES =
	"half|a|an|all|most|every|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
	"twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds|thousands|millions|"
	"study|trial|research|findings|results|paper|report|survey|this|these|that";
static const char *const PARTICLES = "the|of|and|for|in|on|de|des|der|die|das|la|le|del|di|us|our";
/* clang-format on */

enum { IS_NOTE = 1 << 0, IS_SITE = 1 << 1 };
static const struct phrase_list BEGINNING_LISTS[] = {
	{IS_NOTE, PHRASES(NOTES)}, {IS_SITE, PHRASES(CONSENTS)}, {IS_SITE, PHRASES(ADDED)}};
static const struct phrase_list INSIDE_LISTS[] = {
	{IS_NOTE, PHRASES(VERSIONS)}, {IS_SITE, PHRASES(CONSENT_WORDS)}};
static const struct phrases BEGINNINGS = PHRASES_OF(BEGINNING_LISTS),
							INSIDE = PHRASES_OF(INSIDE_LISTS);

/* Whether each word is one of a name. */
static bool is_name(struct str name)
{
	size_t words = 0;
	while (name.n) {
		struct str word = str_cut(&name, ' ');
		bool small = word.n && word.p[0] >= 'a' && word.p[0] <= 'z';
		bool particle = judge_word_in(word, PARTICLES);
		if ((small && !particle && !judge_is_camel(word)) || (word.n && is_digit(word.p[0])) ||
			(words == 0 && judge_word_in(word, NO_NAMES)))
			return false;
		words += word.n && (!particle || !name.n); /* "the Study", "Us" */
	}
	return words > 0;
}

static bool is_separator(char c)
{
	return is_space(c) || c == ':';
}

/* Whether the text goes on with the name itself: "About Sample Wire Sample Wire is …". */
static bool names_twice(struct str text)
{
	for (size_t i = 1; i < text.n && i <= NAME_MAX && text.p[i - 1] != '\n'; i++) {
		struct str name = str_sub(text, 0, i), rest = str_sub(text, i, SIZE_MAX);
		if (!is_separator(text.p[i]))
			continue;
		while (rest.n && is_separator(rest.p[0]))
			rest = str_sub(rest, 1, SIZE_MAX);
		struct str bare = rest, first = str_cut(&bare, ' '); /* "Über Muster AG: Die Muster AG …" */
		bool article = judge_word_in(first, "the|der|die|das|le|la|el|il|l'");
		if ((str_istarts(rest, name) || (article && str_starts(bare, name))) && is_name(name))
			return true;
	}
	return false;
}

static bool is_about(struct str text)
{
	for (size_t i = 0; i < ARRAY_COUNT(ABOUTS); i++) {
		if (!str_starts(text, str_of(ABOUTS[i])))
			continue;
		struct str after = str_sub(text, str_of(ABOUTS[i]).n, SIZE_MAX);
		struct str rest = after, line = str_cut(&rest, '\n');
		size_t colon = str_find_char(line, ':');
		struct str name = str_trim(colon == STR_NOT_FOUND ? line : str_sub(line, 0, colon));
		bool heads = i < ABOUTS_ENGLISH && name.n && name.n <= NAME_MAX && is_name(name) &&
			str_find_char(name, '?') == STR_NOT_FOUND;
		return heads || names_twice(after);
	}
	return false;
}

enum aside judge_aside(struct str text)
{
	struct str rest = text, line = str_cut(&rest, '\n');
	struct judge_scan scan = {.text = line};
	struct str sentence;
	if (is_about(text))
		return ASIDE_ABOUT;
	if (judge_word_in(str_trim(line), NOTE_HEADINGS))
		return ASIDE_NOTE;
	if (!judge_sentence_next(&scan, &sentence))
		return ASIDE_NONE;
	phrase_set says = phrases_begin(&BEGINNINGS, sentence) | phrases_in(&INSIDE, sentence);
	return says & IS_NOTE ? ASIDE_NOTE : says & IS_SITE ? ASIDE_SITE : ASIDE_NONE;
}

bool judge_heads_aside(struct str line)
{
	return line.n <= HEADING_MAX && !judge_is_whole(line);
}
