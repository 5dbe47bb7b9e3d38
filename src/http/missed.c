/* Who was missed in a round or in any of those of its kind before it. */
#include "cover/needs.h"
#include "http/own.h"

/* Of each that was missed, in which rounds. */
static void missed_write(struct call *c, const struct missed *m, const struct round *rounds,
	const struct subject *s, struct str name, const struct need *need)
{
	const struct row_flags flags = { c->cover.kinds, need->flags };
	struct jw *w = &c->w;
	char text[UUID_TEXT + 1];

	jw_object(w);
	jw_f_str(w, "area", m->target.area);
	row_uuid(w, "subject", &m->target.subject);
	jw_f_z(w, "type", subject_type_name(s->type));
	jw_f_str(w, "name", name);
	row_place(w, s);
	row_flags(w, need->known ? &flags : NULL);
	jw_name(w, "rounds");
	jw_list(w);
	for (size_t i = 0; i < MISSED_ROUNDS; i++)
		if (m->in & 1U << i) {
			uuid_write(&rounds[i].id, text);
			jw_z(w, text);
		}
	jw_end_list(w);
	jw_end_object(w);
}

static int missed_list(
	struct call *c, const struct round *rounds, const struct missed *all, size_t n)
{
	struct target *targets = cx_many(&c->cx, n, struct target);
	struct subject *subjects = cx_many(&c->cx, n, struct subject);
	struct str *names = cx_many(&c->cx, n, struct str);
	struct need *needs = cx_many(&c->cx, n, struct need);
	bool people = str_is(arg_text(c, "people"), "true");
	int e = targets && subjects && names && needs ? 0 : -E_NO_MEMORY;

	for (size_t i = 0; !e && i < n; i++)
		targets[i] = all[i].target;
	if (!e)
		e = target_subjects(&c->cx, &c->cover, targets, n, subjects);
	if (!e && people)
		e = people_tell(c, subjects, n, names);
	if (!e && people)
		e = targets_needs(&c->cx, &c->cover, targets, subjects, n, 0, needs);
	for (size_t i = 0; !e && i < n; i++)
		missed_write(c, &all[i], rounds, &subjects[i], names[i], &needs[i]);
	return e;
}

/* The rounds that he may look into, each as far as he may: a right in the one that he names is none in the others. */
static int rounds_read(struct call *c, struct round *rounds, struct reader *whos, size_t *ret_n)
{
	struct str area = arg_text(c, "area");
	struct round r, all[MISSED_ROUNDS];
	const struct area *const *under;
	size_t n = 0, kept = 0, under_n;
	int e = call_round(c, &r);

	if (!e)
		e = area_visible(&c->cx, c->cover.tree, &c->who, area, &under, &under_n);
	if (!e)
		e = rounds_like(&c->cx, &c->cover, &r, all, &n);
	for (size_t i = 0; !e && i < n; i++) {
		const struct right see = { VERB_SEE_MASKED, desks_round_matter(r.kind) };
		const struct about about = about_one(&all[i].id);
		struct cover his = c->cover;

		e = rights_reader(&c->cx, &c->rights, see, &about, c->now, &whos[kept]);
		if (e)
			break;
		his.who = &whos[kept];
		if (area.n && !reader_sees(c->cover.tree, his.who, area))
			continue;
		e = round_get(&c->cx, &his, &all[i].id, &rounds[kept]);
		kept += !e;
		if (e == -E_UNKNOWN_ROUND) {
			err_clear(&c->cx);
			e = 0;
		}
	}
	*ret_n = kept;
	return e;
}

int route_missed(struct call *c)
{
	struct round rounds[MISSED_ROUNDS];
	struct reader whos[MISSED_ROUNDS];
	struct missed *all;
	struct str next;
	size_t n, rounds_n;
	uint32_t asked;
	int e = rounds_read(c, rounds, whos, &rounds_n);

	if (!e)
		e = flags_asked(c, &asked);
	if (!e && asked)
		e = round_missed_with(&c->cx, &c->cover, rounds, whos, rounds_n,
			arg_text(c, "area"), asked, c->after.p ? c->after : STR(""), c->limit, &all,
			&n, &next);
	else if (!e)
		e = round_missed(&c->cx, &c->cover, rounds, whos, rounds_n, arg_text(c, "area"),
			c->after.p ? c->after : STR(""), c->limit, &all, &n, &next);
	if (e)
		return e;
	answer_list(c);
	e = missed_list(c, rounds, all, n);
	return e ? e : answer_list_end(c, next);
}
