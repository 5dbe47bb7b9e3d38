/* The rows of risk areas. */
#include "desk/command/risk_rows.h"

#include "rules/norms.h"

static const char *level_name(enum risk_level level)
{
	for (const struct choice *k = risk_levels; k->name; k++)
		if (k->code == level)
			return k->name;
	return NULL;
}

static void place_write(struct jw *w, const struct risk_entry *e)
{
	jw_f_str(w, "province", e->province);
	jw_f_str(w, "city", e->city);
	jw_f_str(w, "county", e->county);
	jw_f_str(w, "area_text", e->place);
}

static void issue_write(struct jw *w, const struct risk_lists *l, const struct risk_issue *issue)
{
	const struct risk_about *about = risk_about(l, issue);

	row_time(w, "as_of", issue->as_of);
	jw_f_str(w, "snapshot", about->version);
	jw_f_str(w, "source", about->source);
}

void row_risk_area(struct jw *w, const struct risk_lists *l, const struct risk_issue *issue,
	const struct risk_entry *e)
{
	jw_object(w);
	jw_f_z(w, "level", level_name(e->level));
	place_write(w, e);
	issue_write(w, l, issue);
	jw_end_object(w);
}

const char *risk_change_name(const struct risk_change *c)
{
	if (!c->was || !c->now)
		return c->was ? "removed" : "added";
	return c->now->level > c->was->level ? "raised" : "lowered";
}

void row_risk_change(struct jw *w, const struct risk_change *c)
{
	jw_object(w);
	jw_f_z(w, "change", risk_change_name(c));
	jw_f_z(w, "was", c->was ? level_name(c->was->level) : NULL);
	jw_f_z(w, "now", c->now ? level_name(c->now->level) : NULL);
	place_write(w, c->now ? c->now : c->was);
	jw_end_object(w);
}

void row_risk_match(
	struct jw *w, const struct risk_lists *l, const struct risk_match *m, int32_t on)
{
	jw_object(w);
	row_uuid(w, "record", &m->record);
	jw_f_str(w, "kind", m->kind);
	row_uuid(w, "subject", &m->subject);
	jw_f_str(w, "area", m->area);
	jw_f_str(w, "name", m->name);
	row_day(w, "day", m->day);
	jw_f_z(w, "level", level_name(m->verdict.level));
	place_write(w, m->verdict.entry);
	jw_f_bool(w, "there", m->verdict.place_known);
	issue_write(w, l, m->verdict.issue);
	jw_f_bool(w, "followed", m->followed);
	jw_f_z(w, "rule", norm_trace(TRACE_TRAVEL, on)->source);
	jw_end_object(w);
}
