/* The words behind the cues. They are folded: lower case, without accents. "*" at the end of a word
 * stands for any letters. */
#include "judge/lexicon.h"

#include "base/phrases.h"

/* clang-format off */
static const struct phrase_list CLASSES[] = {
	{WORD_STUDY,
		PHRASE("trial|trials|study|studies|registry|studie|studien|studienmedikation|essai|essais|"
		"etude|"
		"etudes|"
		"ensayo|ensayos|estudio|estudios|studio|studi|sperimentazion*")},
	{WORD_STAGE,
		PHRASE("phase|phases|fase|fasi|cohort|cohorts|kohorte*|cohorte*|coorte|coorti|program|"
		"programme|"
		"escalation|pivotal|registrational")},
	{WORD_BEGIN,
		PHRASE("initiat*|start|starts|started|starting|startet*|gestartet|begin*|began|begun|"
		"begonnen|"
		"commenc*|launch*|open|opens|opened|opening|eroffnet|kicks|kick|underway|demarr*|"
		"debut*|lance|lancent|lancement|inicia*|comienz*|inicio|avvi*|inizi*|lancia|lanciano|"
		"apertur*|ouvert*|ouvre|abre|apre|activat*")},
	{WORD_MOVE,
		PHRASE("enter|enters|entered|entering|advance|advances|advanced|advancing|progress|"
		"progresses|"
		"progressed|move|moves|moved|moving|proceed|proceeds|proceeding|transition|transitions|"
		"expands|expand|expanded|resume|resumes|resumed|resuming|passe|pasa|passa")},
	{WORD_RECRUIT,
		PHRASE("recruit*|enrol*|rekrut*|recrut*|reclut*|arruol*|inclusion*|einschluss|accrual|"
		"accrued|"
		"randomiz*|randomis*|screening|reprise")},
	{WORD_SEEK,
		PHRASE("seek|seeks|seeking|sought|wanted|needed|needs|invite|invites|invited|inviting|"
		"looking|"
		"gesucht|sucht|suchen|recherch*|cherche*|busca|buscan|buscamos|cerca|cercano|cerchiamo|"
		"cercasi|cercansi|necesit*|call")},
	{WORD_PEOPLE,
		PHRASE("patient*|paciente*|pazient*|participa*|partecipant*|teilnehme*|subject|subjects|"
		"proband*|"
		"volunteer*|volontair*|voluntari*|volontar*|freiwillige*|person|persons|people|adults|"
		"children|child|women|men|families|individuals|human|humans|sujet|sujets|kinder|"
		"erwachsene*|enfants|adultes|ninos|adultos|bambini|adulti|betroffene*")},
	{WORD_FIRST,
		PHRASE("first|erste*|premier*|primer*|primo|prima|primi|last|letzte*|dernier*|ultim*|"
		"final")},
	{WORD_DOSE,
		PHRASE("dosed|doses|dosing|treat|treats|treated|treating|treatment|enrolled|enrolls|enrols|"
		"randomized|randomised|screened|infused|implanted|injected|vaccinat*|visit|behandelt|"
		"traite|traites|inclus|tratad*|trattat*|administered|receives|received|begins|recruited|"
		"dosage|eingeschlossen|dosiert|vaccination|immunized|transplanted")},
	{WORD_FINISH,
		PHRASE("complet*|fully|achiev*|reach*|finish*|finalis*|finaliz*|close*|closing|surpass*|"
		"exceed*|"
		"half|halfway|full|target|ahead|abgeschlossen|abschluss|erreicht*|atteint*|alcanz*|"
		"termine|terminee|terminado|raggiun*|concluid*|conclus*")},
	{WORD_STOP,
		PHRASE("halt*|suspend*|paus*|stop*|terminat*|discontinu*|abandon*|hold|holds|withdraw*|"
		"end|ends|ended|gestoppt|stoppt|abgebrochen|bricht|ausgesetzt|unterbrochen|arret*|"
		"interromp*|interrump*|interrott*|detien*|detenid*|sospes*|sospend*|cancel*|scrap*|axe*")},
	{WORD_PERMIT,
		PHRASE("clear|clears|cleared|clearance|clearances|approv*|authoriz*|authoris*|permission|"
		"permit*|"
		"lift|lifts|lifted|lifting|green|ahead|nod|genehmig*|autoris*|autoriz*|accept*|"
		"removes|removed|grunes")},
	{WORD_AGENCY,
		PHRASE("fda|ema|mhra|ind|cta|regulat*|agency|agencies|ethics|swissmedic|bfarm|ansm|aifa|"
		"aemps|"
		"tga|pmda|nmpa|anvisa|irb|ethik*")},
	{WORD_INVESTIGATE, PHRASE("ind|cta|inds|investigational|ide")},
	{WORD_PLAN,
		PHRASE("to|plan|plans|planned|planning|planned|will|expected|expects|soon|shortly|set|"
		"prepares|"
		"ready|geplant|plant|prevu*|prevoit|previst*|preve|prevede")},
	{WORD_RESULT,
		PHRASE("result*|data|finding*|topline|efficacy|endpoint*|meets|met|fails|failed|"
		"miss|misses|missed|demonstrat*|show|shows|showed|shown|positive|present|presents|"
		"presented|presentation*|publish*|publication*|analys*|readout|survival|respon*|ergebnis*|"
		"resultad*|risultat*|outcome*|benefit*|improv*|reduc*|promis*|superior*|significant*|"
		"effective*|encouraging|successful*|slows|slowed|cuts|zeigt|zeigen|montre*|muestra*|"
		"mostra*")},
	{WORD_BUSINESS,
		PHRASE("financ*|quarter|offering|share|shares|shareholder*|conference|investor*|webinar|"
		"congress|"
		"award*|appoint*|raised|funding|funds|funded|fund|grant|grants|patent*|"
		"earnings|revenue*|directors|meeting|event|partner*|acqui*|merger|agreement|"
		"symposium|annual|manufactur*|commercial*|market*|host|hosts|attend*|reimbursement|"
		"aktie*|finanz*|borse|bourse|financement|financiacion|finanziament*|price|billion|million|"
		"cost|costs|layoff*|restructur*|workforce|budget*")},
	{WORD_FOUND,
		PHRASE("find|finds|found|said|told|reuters|healthday|according|reporter|suggest*|says|say|"
		"claim*|"
		"link|links|linked|could|might|discover*|"
		"scientists|researchers|experts|reveal*|explain*|forscher*|chercheur*|"
		"investigadores|ricercatori|scoper*|shed|warn*")},
	{WORD_ADVICE,
		PHRASE("how|why|what|should|when|whether|tips|guide|know|consider*|explained|understanding|"
		"awareness|survey|story|words|learn|about|day|month|living|wie|warum|comment|pourquoi|"
		"como|perche|hope")},
	{WORD_JOB,
		PHRASE("nurse|nurses|staff|doctors|workers|employees|students|teachers|helpline|charity|"
		"executive|ceo|chief|trustee*|job|jobs|career*|insurance|medicare|medicaid|"
		"plans|jury|court|murder|prison|police|judge|officers|ambassador*|fundrais*|befriend*|"
		"mentor*|mitarbeiter*|pflegekraft*|helfer*|benevol*|bewerb*")},
	{WORD_JOIN,
		PHRASE("join|joins|joined|joining|take|eligib*|participate|participating|compensated|sign|"
		"enroll|enrol|volunteer|register|teilnehmen|mitmachen|participer|participar|partecipare|"
		"apply")},
	{WORD_PART, PHRASE("part|teil|partie|parte")},
	{WORD_SITE, PHRASE("site|sites|center|centers|centre|centres|hospital*|clinic|clinics")},
	{WORD_NOT, PHRASE("no|not|never|nor|without|longer|yet|kein*|nicht|pas|jamais|nunca|non|mai")},
	{WORD_PRESS,
		PHRASE("announce|announces|announced|announcing|newswire|nasdaq|nyse|inc|globe|mitteilung|"
		"communique")},
	{WORD_WE, PHRASE("we|our|authors")},
	{WORD_EXAMINE,
		PHRASE("investigat*|examin*|assess*|compar*|hypothes*|evaluat*|conducted|report|performed|"
		"describe|designed|studied|tested|analyzed|analysed|reviewed|aimed|sought|determine*|"
		"measured|enrolled|assigned|randomly|searched|identified|included|present|estimate*")},
	{WORD_AIM,
		PHRASE("aim|aims|purpose|objective|objectives|goal|examined|describes|reviews|presents|"
		"reports")},
	{WORD_THIS, PHRASE("this|the|present|current|these|experimental")},
	{WORD_NOW, PHRASE("now|currently|actively|still|is|are")},
};
/* clang-format on */
static const struct phrases LEXICON = PHRASES_OF(CLASSES);

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

const uint32_t *lexicon_classes(struct arena *a, const struct strs *words)
{
	uint32_t *classes = arena_array(a, words->n + 1, sizeof *classes);
	for (size_t i = 0; i < words->n; i++)
		classes[i] = (uint32_t)phrases_of_word(&LEXICON, words->v[i]) |
			(is_number(words->v[i]) ? WORD_NUMBER : 0);
	return classes;
}
