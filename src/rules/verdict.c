/* From texts to the rules' own shapes and back. */
#include "rules/verdict.h"

#include "core/when.h"
#include "rules/norms.h"
#include "rules/risk_list.h"

const char *const screening_verdict_names[] = { NULL, "passed", "referred", "turned_back", NULL };
const char *const screening_code_names[] = { NULL, "green", "yellow", "red", "none", NULL };
const char *const screening_test_names[] = { NULL, "within_24h", "within_48h", "within_72h", "none",
	NULL };
const char *const screening_origin_names[] = { NULL, "county", "province", "outside", NULL };
const char *const screening_reason_names[] = { NULL, "clear", "not_registered", "code", "fever",
	"risk", "outside", "test", NULL };

static uint8_t code_of(const struct json *facts, const char *name, const char *const *names)
{
	struct str text = json_text(facts, name);

	for (uint8_t i = 1; names[i]; i++)
		if (str_is(text, names[i]))
			return i;
	return 0;
}

static bool is_true(const struct json *facts, const char *name)
{
	const struct json *v = json_get(facts, name);

	return v && v->type == JSON_BOOL && v->i;
}

static bool has_fever(const struct json *facts)
{
	const struct json *t = json_get(facts, "temperature");

	return is_true(facts, "fever") ||
		(t && t->type == JSON_INT && t->i >= SCREENING_FEVER_MILLI);
}

int verdict_screening(struct cx *cx, const struct json *facts, int32_t day, struct jw *w)
{
	const struct screening_rule *rule = screening_rule_on(day);
	struct screening_facts f;
	struct screening_judgement j;

	if (facts->type != JSON_OBJECT)
		return err(cx, E_BAD_REQUEST, NULL, "facts");
	f = (struct screening_facts){
		.registered = is_true(facts, "registered"),
		.itinerary = is_true(facts, "itinerary"),
		.history = is_true(facts, "history"),
		.fever = has_fever(facts),
		.code = code_of(facts, "code", screening_code_names),
		.test = code_of(facts, "test", screening_test_names),
		.origin = code_of(facts, "origin", screening_origin_names),
	};
	j = screening_judge(rule, &f);
	jw_object(w);
	jw_f_z(w, "rule", SCREENING_RULE);
	jw_f_int(w, "version", rule->version);
	jw_f_z(w, "source", rule->source);
	jw_f_z(w, "verdict", screening_verdict_names[j.verdict]);
	jw_f_z(w, "reason", screening_reason_names[j.reason]);
	jw_f_bool(w, "fever", f.fever);
	jw_f_int(w, "refer_hours", rule->refer_ms / WHEN_HOUR_MS);
	jw_end_object(w);
	return 0;
}

/* ---- journeys ---- */

static struct str part(struct str *line)
{
	struct str s = STR("");

	str_split(line, VERDICT_PART, &s);
	return s;
}

static bool number(struct str *line, int64_t min, int64_t max, int64_t *ret)
{
	return str_int(part(line), ret) && *ret >= min && *ret <= max;
}

#define DAYS_MAX 1000000

struct journey {
	struct risk_stay stay;
	int32_t today;
};

static bool journey_read(struct str line, struct journey *ret)
{
	int64_t from, to, today;

	ret->stay = (struct risk_stay){ .told = part(&line) };
	if (!number(&line, -DAYS_MAX, DAYS_MAX, &from) || !number(&line, from, DAYS_MAX, &to) ||
		!number(&line, -DAYS_MAX, DAYS_MAX, &today))
		return false;
	ret->stay.from = (int32_t)from;
	ret->stay.to = (int32_t)to;
	ret->today = (int32_t)today;
	return true;
}

static int malformed(struct cx *cx)
{
	return err(cx, E_BAD_REQUEST, NULL, "journey, lists");
}

static int piece_take(struct cx *cx, struct risk_pieces *pieces, struct str line)
{
	struct str what = part(&line);
	struct risk_about *about;
	struct risk_piece of;
	struct risk_entry e;
	int64_t n;

	if (!number(&line, WHEN_MIN, WHEN_MAX, &of.as_of))
		return malformed(cx);
	of.version = part(&line);
	of.source = part(&line);
	if (str_is(what, "I"))
		return number(&line, -1, INT64_MAX, &n) ?
			risk_pieces_issue(pieces, &of, n, &about) :
			malformed(cx);
	if (!str_is(what, "E") || !number(&line, RISK_LOW, RISK_HIGH, &n))
		return malformed(cx);
	e.level = (enum risk_level)n;
	e.province = part(&line);
	e.city = part(&line);
	e.county = part(&line);
	e.place = part(&line);
	return risk_pieces_entry(pieces, &of, &e, &about);
}

static void when_write(struct cx *cx, struct jw *w, const char *name, int64_t ms)
{
	struct buf b;

	buf_init(&b, cx->arena);
	buf_when(&b, ms);
	jw_f_str(w, name, buf_get(&b));
}

static void journey_write(struct cx *cx, struct jw *w, const struct risk_lists *l,
	const struct risk_verdict *v, const struct journey *j)
{
	const struct norm *travel = norm_trace(TRACE_TRAVEL, j->today);
	const struct norm *measure = norm_risk((uint8_t)v->level, j->today);
	int32_t days = (int32_t)(travel->ms / WHEN_DAY_MS);

	jw_object(w);
	jw_f_int(w, "level", v->level);
	jw_f_bool(w, "there", v->level && v->place_known);
	jw_f_str(w, "province", v->entry ? v->entry->province : STR_NONE);
	jw_f_str(w, "city", v->entry ? v->entry->city : STR_NONE);
	jw_f_str(w, "county", v->entry ? v->entry->county : STR_NONE);
	jw_f_str(w, "area_text", v->entry ? v->entry->place : STR_NONE);
	if (v->issue) {
		when_write(cx, w, "as_of", v->issue->as_of);
		jw_f_str(w, "snapshot", risk_about(l, v->issue)->version);
		jw_f_str(w, "source", risk_about(l, v->issue)->source);
	} else {
		jw_f_null(w, "as_of");
		jw_f_null(w, "snapshot");
		jw_f_null(w, "source");
	}
	jw_f_int(w, "days", days);
	jw_f_bool(w, "lately", j->stay.to >= j->today - days && j->stay.to <= j->today);
	jw_f_z(w, "rule", travel->source);
	jw_f_int(w, "within_hours", measure->ms / WHEN_HOUR_MS);
	jw_f_z(w, "measure", measure->source);
	jw_end_object(w);
}

int verdict_journey(struct cx *cx, struct str text, struct jw *w)
{
	struct risk_pieces pieces;
	struct risk_lists lists;
	struct risk_verdict v = { .level = RISK_NONE };
	struct journey j;
	struct str line = STR("");
	int e = 0;

	str_split(&text, VERDICT_LINE, &line);
	if (!journey_read(line, &j))
		return malformed(cx);
	risk_pieces_init(&pieces, cx);
	while (!e && str_split(&text, VERDICT_LINE, &line))
		e = piece_take(cx, &pieces, line);
	if (!e)
		e = risk_pieces_end(&pieces, &lists);
	if (e)
		return e;
	/* Who said nothing of where he was is in no area at risk, rather than in any. */
	if (j.stay.told.n)
		v = risk_judge(lists.issues, lists.n, &j.stay);
	journey_write(cx, w, &lists, &v, &j);
	return 0;
}
