/* Is a record that is here already the same as one that is handed in, when one program took the one and another reads the other?
 *
 * A record of a version that the program did not know lies whole under one seal; one that it knew is divided into what is open and
 * what is sealed by class. A phone that sends again after the program was changed (either way) sends the same bytes: so both are
 * put together to the whole canonical form and compared as that. */
#include "view/group.h"

static int name_put(struct cx *cx, struct jw *w, struct str name)
{
	struct str z;
	int rc = cx_str(cx, name, &z);

	if (rc == 0)
		jw_name(w, z.p);
	return rc;
}

/* The members of an object, but for `but`. */
static int members_put(struct cx *cx, struct jw *w, const struct json *v, const char *but)
{
	int rc = 0;

	for (uint32_t i = 0; rc == 0 && v != NULL && v->type == JSON_OBJECT && i < v->n; i++) {
		if (but != NULL && str_is(v->names[i], but))
			continue;
		rc = name_put(cx, w, v->names[i]);
		if (rc == 0)
			jw_value(w, &v->items[i]);
	}
	return rc;
}

/* What lies sealed by class goes back into the body. *ret_gone: some of it was destroyed. */
static int sealed_put(struct group *g, const struct entry *e, struct jw *w, bool *ret_gone)
{
	int rc = 0;

	*ret_gone = false;
	for (int c = CLASS_OPEN + 1; rc == 0 && c < CLASSES; c++) {
		const struct json *v;
		struct str plain;

		rc = journal_open(
			g->cx, g->v->journal.keys, &e->id, e->sealed, (enum class)c, &plain);
		if (rc == -E_SEALED) {
			err_clear(g->cx);
			*ret_gone = true;
			rc = 0;
		} else if (rc == 0 && plain.p != NULL) {
			rc = json_read(g->cx, plain, &json_limits_request, &v);
			if (rc == 0)
				rc = members_put(g->cx, w, v, NULL);
		}
	}
	return rc;
}

static int canonical_of(struct cx *cx, struct str text, struct str *ret)
{
	const struct json *v;
	int rc = json_read(cx, text, &json_limits_request, &v);

	return rc != 0 ? rc : record_mac_text(cx, v, ret);
}

static int put_together(struct group *g, const struct entry *e, struct str *ret, bool *ret_gone)
{
	const struct json *open;
	struct buf b;
	struct jw w;
	int rc = json_read(g->cx, e->open, &json_limits_request, &open);

	if (rc != 0)
		return rc;
	buf_init(&b, g->cx->arena);
	jw_init(&w, &b);
	jw_object(&w);
	rc = members_put(g->cx, &w, open, "body");
	jw_name(&w, "body");
	jw_object(&w);
	if (rc == 0)
		rc = members_put(g->cx, &w, json_get(open, "body"), NULL);
	if (rc == 0)
		rc = sealed_put(g, e, &w, ret_gone);
	jw_end_object(&w);
	jw_end_object(&w);
	if (rc == 0 && !buf_ok(&b))
		rc = err(g->cx, E_NO_MEMORY, NULL);
	return rc != 0 ? rc : canonical_of(g->cx, buf_get(&b), ret);
}

int same_otherwise_taken(
	struct group *g, const struct append_item *it, const struct entry *e, bool *ret)
{
	struct str old = STR_NONE, given = STR_NONE;
	bool gone = false;
	int rc;

	*ret = false;
	if (it->record->newer)
		rc = put_together(g, e, &old, &gone);
	else
		rc = journal_open(g->cx, g->v->journal.keys, &e->id, e->sealed, CLASS_WHOLE, &old);
	if (rc == -E_SEALED) {
		err_clear(g->cx);
		gone = true;
		rc = 0;
	}
	if (rc == 0 && it->record->newer)
		given = it->record->plain[CLASS_WHOLE];
	else if (rc == 0)
		rc = canonical_of(g->cx, it->text, &given);
	/* What was destroyed cannot be compared: the id decides. */
	*ret = rc == 0 && (gone || str_eq(old, given));
	return rc;
}
