/* The tasks of an incident are few: those that were set are looked through for the ones that name the record. */
#include "desk/command/tasks.h"

#include "cover/base_kinds.h"
#include "cover/cover_read.h"
#include "desk/behind_figure.h"
#include "desk/rows.h"

struct looking {
	struct cx *cx; /* for what is kept */
	const struct cover *c;
	const struct record *of;
	struct meeting_task *all;
	size_t n, cap;
};

static bool is_meant(const struct record *of, const struct uuid *id)
{
	bool meant = uuid_eq(&of->id, id);

	for (size_t i = 0; i < of->corrects_n; i++)
		meant |= uuid_eq(&of->corrects[i], id);
	return meant;
}

static bool comes_of(const struct record *task, const struct record *of)
{
	for (size_t i = 0; i < record_refs(task, "records"); i++) {
		struct uuid id = record_ref_at(task, "records", i);

		if (is_meant(of, &id))
			return true;
	}
	return false;
}

static int task_take(void *arg, struct cx *cx, const struct record *r, const struct entry *entry)
{
	struct looking *l = arg;
	struct meeting_task *t;
	int e;

	(void)cx;
	(void)entry;
	if (!comes_of(r, l->of))
		return 0;
	e = COVER_ROOM(l->cx, l->all, l->n, l->cap);
	if (e)
		return e;
	t = &l->all[l->n++];
	*t = (struct meeting_task){ .owner = STR_NONE };
	e = cx_str(l->cx, record_text(r, "text"), &t->text);
	if (!e)
		e = cx_str(l->cx, r->area, &t->target.area);
	t->target.round = r->round;
	t->target.subject = r->id;
	return e;
}

/* How it stands, and who has it: the one who was told last. */
static int task_stands(struct cx *cx, const struct cover *c, struct meeting_task *t)
{
	const struct round_kind *k = desks_round(STR("task"));
	int e = target_get(cx, c, &t->target);

	return e ? e : target_owner(cx, c, &t->target, k, &t->owner);
}

int tasks_of(struct cx *cx, const struct cover *c, const struct uuid *record,
	struct meeting_task **ret, size_t *ret_n)
{
	struct looking l = { .cx = cx, .c = c };
	char text[UUID_TEXT + 1];
	struct record *of;
	struct uuid incident;
	int e = record_of(cx, c, record, &of);

	if (e)
		return e;
	if (!of || (of->area.n && !reader_sees(c->tree, c->who, of->area))) {
		uuid_write(record, text);
		return err(cx, E_NOT_FOUND, "record", text);
	}
	l.of = of;
	incident = base_incident(of);
	e = behind_figure(cx, c, "tasks-set", &incident, STR(""), task_take, &l);
	for (size_t i = 0; !e && i < l.n; i++)
		e = task_stands(cx, c, &l.all[i]);
	*ret = l.all;
	*ret_n = l.n;
	return e;
}

static const char *name_of(const struct choice *all, int code)
{
	for (; all->name; all++)
		if (all->code == code)
			return all->name;
	return NULL;
}

void row_task(struct jw *w, const struct meeting_task *t, int64_t now)
{
	static const char *const states[] = { "waiting", "open", "done", "excused" };
	const struct round_kind *k = desks_round(STR("task"));

	jw_object(w);
	row_uuid(w, "id", &t->target.subject);
	row_uuid(w, "round", &t->target.round);
	jw_f_str(w, "area", t->target.area);
	jw_f_str(w, "text", t->text);
	jw_f_str(w, "owner", t->owner);
	jw_f_z(w, "state", states[t->target.state & 3]);
	jw_f_z(w, "outcome", name_of(k->outcomes, t->target.code));
	jw_f_z(w, "next", name_of(k->next, t->target.next));
	row_time(w, "due", t->target.due);
	jw_f_bool(w, "overdue", t->target.state == 1 && t->target.due < now);
	jw_end_object(w);
}
