/* The words behind the cues. They are folded: lower case, without accents. "*" at the end of a word
 * stands for any letters. */
#include "judge/lexicon.h"

#include <assert.h>
#include <string.h>

#include "base/array.h"

static const struct {
	uint32_t class;
	const char *words;
} CLASSES[] = {
	{WORD_STUDY,
		"trial|trials|study|studies|registry|studie|studien|studienmedikation|essai|essais|etude|"
		"etudes|"
		"ensayo|ensayos|estudio|estudios|studio|studi|sperimentazion*"},
	{WORD_STAGE,
		"phase|phases|fase|fasi|cohort|cohorts|kohorte*|cohorte*|coorte|coorti|program|programme|"
		"escalation|pivotal|registrational"},
	{WORD_BEGIN,
		"initiat*|start|starts|started|starting|startet*|gestartet|begin*|began|begun|begonnen|"
		"commenc*|launch*|open|opens|opened|opening|eroffnet|kicks|kick|underway|demarr*|"
		"debut*|lance|lancent|lancement|inicia*|comienz*|inicio|avvi*|inizi*|lancia|lanciano|"
		"apertur*|ouvert*|ouvre|abre|apre|activat*"},
	{WORD_MOVE,
		"enter|enters|entered|entering|advance|advances|advanced|advancing|progress|progresses|"
		"progressed|move|moves|moved|moving|proceed|proceeds|proceeding|transition|transitions|"
		"expands|expand|expanded|resume|resumes|resumed|resuming|passe|pasa|passa"},
	{WORD_RECRUIT,
		"recruit*|enrol*|rekrut*|recrut*|reclut*|arruol*|inclusion*|einschluss|accrual|accrued|"
		"randomiz*|randomis*|screening|reprise"},
	{WORD_SEEK,
		"seek|seeks|seeking|sought|wanted|needed|needs|invite|invites|invited|inviting|looking|"
		"gesucht|sucht|suchen|recherch*|cherche*|busca|buscan|buscamos|cerca|cercano|cerchiamo|"
		"cercasi|cercansi|necesit*|call"},
	{WORD_PEOPLE,
		"patient*|paciente*|pazient*|participa*|partecipant*|teilnehme*|subject|subjects|proband*|"
		"volunteer*|volontair*|voluntari*|volontar*|freiwillige*|person|persons|people|adults|"
		"children|child|women|men|families|individuals|human|humans|sujet|sujets|kinder|"
		"erwachsene*|enfants|adultes|ninos|adultos|bambini|adulti|betroffene*"},
	{WORD_FIRST,
		"first|erste*|premier*|primer*|primo|prima|primi|last|letzte*|dernier*|ultim*|final"},
	{WORD_DOSE,
		"dosed|doses|dosing|treat|treats|treated|treating|treatment|enrolled|enrolls|enrols|"
		"randomized|randomised|screened|infused|implanted|injected|vaccinat*|visit|behandelt|"
		"traite|traites|inclus|tratad*|trattat*|administered|receives|received|begins|recruited|"
		"dosage|eingeschlossen|dosiert|vaccination|immunized|transplanted"},
	{WORD_FINISH,
		"complet*|fully|achiev*|reach*|finish*|finalis*|finaliz*|close*|closing|surpass*|exceed*|"
		"half|halfway|full|target|ahead|abgeschlossen|abschluss|erreicht*|atteint*|alcanz*|"
		"termine|terminee|terminado|raggiun*|concluid*|conclus*"},
	{WORD_STOP,
		"halt*|suspend*|paus*|stop*|terminat*|discontinu*|abandon*|hold|holds|withdraw*|"
		"end|ends|ended|gestoppt|stoppt|abgebrochen|bricht|ausgesetzt|unterbrochen|arret*|"
		"interromp*|interrump*|interrott*|detien*|detenid*|sospes*|sospend*|cancel*|scrap*|axe*"},
	{WORD_PERMIT,
		"clear|clears|cleared|clearance|clearances|approv*|authoriz*|authoris*|permission|permit*|"
		"lift|lifts|lifted|lifting|green|ahead|nod|genehmig*|autoris*|autoriz*|accept*|"
		"removes|removed|grunes"},
	{WORD_AGENCY,
		"fda|ema|mhra|ind|cta|regulat*|agency|agencies|ethics|swissmedic|bfarm|ansm|aifa|aemps|"
		"tga|pmda|nmpa|anvisa|irb|ethik*"},
	{WORD_INVESTIGATE, "ind|cta|inds|investigational|ide"},
	{WORD_PLAN,
		"to|plan|plans|planned|planning|planned|will|expected|expects|soon|shortly|set|prepares|"
		"ready|geplant|plant|prevu*|prevoit|previst*|preve|prevede"},
	{WORD_RESULT,
		"result*|data|finding*|topline|efficacy|endpoint*|meets|met|fails|failed|"
		"miss|misses|missed|demonstrat*|show|shows|showed|shown|positive|present|presents|"
		"presented|presentation*|publish*|publication*|analys*|readout|survival|respon*|ergebnis*|"
		"resultad*|risultat*|outcome*|benefit*|improv*|reduc*|promis*|superior*|significant*|"
		"effective*|encouraging|successful*|slows|slowed|cuts|zeigt|zeigen|montre*|muestra*|"
		"mostra*"},
	{WORD_BUSINESS,
		"financ*|quarter|offering|share|shares|shareholder*|conference|investor*|webinar|congress|"
		"award*|appoint*|raised|funding|funds|funded|fund|grant|grants|patent*|"
		"earnings|revenue*|directors|meeting|event|partner*|acqui*|merger|agreement|"
		"symposium|annual|manufactur*|commercial*|market*|host|hosts|attend*|reimbursement|"
		"aktie*|finanz*|borse|bourse|financement|financiacion|finanziament*|price|billion|million|"
		"cost|costs|layoff*|restructur*|workforce|budget*"},
	{WORD_FOUND,
		"find|finds|found|said|told|reuters|healthday|according|reporter|suggest*|says|say|claim*|"
		"link|links|linked|could|might|discover*|"
		"scientists|researchers|experts|reveal*|explain*|forscher*|chercheur*|"
		"investigadores|ricercatori|scoper*|shed|warn*"},
	{WORD_ADVICE,
		"how|why|what|should|when|whether|tips|guide|know|consider*|explained|understanding|"
		"awareness|survey|story|words|learn|about|day|month|living|wie|warum|comment|pourquoi|"
		"como|perche|hope"},
	{WORD_JOB,
		"nurse|nurses|staff|doctors|workers|employees|students|teachers|helpline|charity|"
		"executive|ceo|chief|trustee*|job|jobs|career*|insurance|medicare|medicaid|"
		"plans|jury|court|murder|prison|police|judge|officers|ambassador*|fundrais*|befriend*|"
		"mentor*|mitarbeiter*|pflegekraft*|helfer*|benevol*|bewerb*"},
	{WORD_JOIN,
		"join|joins|joined|joining|take|eligib*|participate|participating|compensated|sign|"
		"enroll|enrol|volunteer|register|teilnehmen|mitmachen|participer|participar|partecipare|"
		"apply"},
	{WORD_PART, "part|teil|partie|parte"},
	{WORD_SITE, "site|sites|center|centers|centre|centres|hospital*|clinic|clinics"},
	{WORD_NOT, "no|not|never|nor|without|longer|yet|kein*|nicht|pas|jamais|nunca|non|mai"},
	{WORD_PRESS,
		"announce|announces|announced|announcing|newswire|nasdaq|nyse|inc|globe|mitteilung|"
		"communique"},
	{WORD_WE, "we|our|authors"},
	{WORD_EXAMINE,
		"investigat*|examin*|assess*|compar*|hypothes*|evaluat*|conducted|report|performed|"
		"describe|designed|studied|tested|analyzed|analysed|reviewed|aimed|sought|determine*|"
		"measured|enrolled|assigned|randomly|searched|identified|included|present|estimate*"},
	{WORD_AIM,
		"aim|aims|purpose|objective|objectives|goal|examined|describes|reviews|presents|reports"},
	{WORD_THIS, "this|the|present|current|these|experimental"},
	{WORD_NOW, "now|currently|actively|still|is|are"},
};

/* A word of the lists above. */
struct listed {
	const char *p; /* up to "|" or the end */
	uint32_t class;
	int next; /* of those with its first letter; -1: none */
};
enum { LETTERS = 26, LISTED_MAX = 1000 };
struct lexicon {
	struct listed words[LISTED_MAX];
	int first[LETTERS];
};

static int letter_of(char c)
{
	return c >= 'a' && c <= 'z' ? c - 'a' : -1;
}

const struct lexicon *lexicon_open(struct arena *a)
{
	struct lexicon *lexicon = arena_alloc_raw(a, sizeof *lexicon);
	int n = 0;
	for (int i = 0; i < LETTERS; i++)
		lexicon->first[i] = -1;
	for (size_t i = 0; i < ARRAY_COUNT(CLASSES); i++)
		for (const char *p = CLASSES[i].words; p; p = strchr(p, '|') ? strchr(p, '|') + 1 : NULL) {
			int letter = letter_of(*p);
			assert(letter >= 0 && n < LISTED_MAX);
			lexicon->words[n] = (struct listed){p, CLASSES[i].class, lexicon->first[letter]};
			lexicon->first[letter] = n++;
		}
	return lexicon;
}

/* Whether the folded word is the listed one, which may end in "*". */
static bool is_listed(struct str word, const char *p)
{
	size_t same = 0;
	while (same < word.n && p[same] == word.p[same])
		same++;
	return p[same] == '*' || (same == word.n && (p[same] == '|' || !p[same]));
}

/* "2", "2b", "iii", "iia": behind "phase". */
static bool is_number(struct str word)
{
	size_t n = 0;
	if (word.n > 1 && word.p[word.n - 1] >= 'a' && word.p[word.n - 1] <= 'c')
		word.n--;
	while (n < word.n && (is_digit(word.p[n]) || word.p[n] == 'i' || word.p[n] == 'v'))
		n++;
	return n && n == word.n && n <= 3;
}

const uint32_t *lexicon_classes(
	struct arena *a, const struct lexicon *lexicon, const struct strs *words)
{
	uint32_t *classes = arena_array(a, words->n + 1, sizeof *classes);
	for (size_t i = 0; i < words->n; i++) {
		struct str word = words->v[i];
		int letter = word.n ? letter_of(word.p[0]) : -1;
		classes[i] = is_number(word) ? WORD_NUMBER : 0;
		for (int k = letter < 0 ? -1 : lexicon->first[letter]; k >= 0; k = lexicon->words[k].next)
			if (word.n > 1 && lexicon->words[k].p[1] == word.p[1] &&
				is_listed(word, lexicon->words[k].p))
				classes[i] |= lexicon->words[k].class;
	}
	return classes;
}
