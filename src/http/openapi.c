/* The description of the API (OpenAPI 3.1), made once at the start from the tables: routes,
 * shapes, kinds and errors. */
#include "http/own.h"
#include "record/look.h"

#include <string.h>

#include "guard/newcomers.h"
#include "http/schemas.h"

/* ---- paths ---- */

static void param_begin(struct jw *w, const char *name, const char *in, bool required,
	const char *zh, const char *en)
{
	jw_object(w);
	jw_f_z(w, "name", name);
	jw_f_z(w, "in", in);
	jw_f_bool(w, "required", required);
	if (zh) {
		struct buf b;

		buf_init(&b, w->b->a);
		buf_fmt(&b, "%s / %s", zh, en);
		jw_f_str(w, "description", buf_get(&b));
	}
	jw_name(w, "schema");
	jw_object(w);
}

static void param_end(struct jw *w)
{
	jw_end_object(w);
	jw_end_object(w);
}

static void arg_write(struct jw *w, const struct arg *a)
{
	struct str rest = str_of(a->choices), one;

	param_begin(w, a->name, "query", a->required, a->zh, a->en);
	schema_type(w, a->type == ARG_POS ? "integer" : "string",
		a->type == ARG_UUID        ? "uuid" :
			a->type == ARG_DAY ? "date" :
					     NULL,
		false);
	if (a->type == ARG_CHOICE) {
		jw_name(w, "enum");
		jw_list(w);
		while (str_split(&rest, ' ', &one))
			jw_str(w, one);
		jw_end_list(w);
	}
	param_end(w);
}

static bool unmasks(const struct route *r)
{
	for (const struct arg *a = r->args; a && a->name; a++)
		if (strcmp(a->name, HTTP_UNMASK) == 0)
			return true;
	return false;
}

static bool is_records(const struct route *r)
{
	return strcmp(r->path, "/v1/records") == 0 && strcmp(r->method, "POST") == 0;
}

/* Of a list that may be taken along as a file. */
static void file_params(struct jw *w)
{
	static const struct arg args[] = {
		{ "format", ARG_CHOICE, false, "json xlsx csv",
			"xlsx、csv：整个清单作为文件，附说明（不得同时给 after、limit）",
			"xlsx, csv: the whole list as a file with its definitions, without after and limit" },
		{ "lang", ARG_CHOICE, false, "zh en", "文件的语言；缺省为中文",
			"language of the file; without it Chinese" },
		{ "why", ARG_CHOICE, false, LOOK_REASON_NAMES,
			"文件列有人员或住户时必填：用途；作为导出留痕",
			"needed for a file about people or homes: what it is for; an export, which is recorded" },
		{ "until", ARG_DAY, false, NULL, "文件列有人员或住户时必填：最迟保存到哪天",
			"needed for a file about people or homes: the last day on which it may be kept" },
	};

	for (size_t i = 0; i < sizeof(args) / sizeof(args[0]); i++)
		arg_write(w, &args[i]);
}

static void params_write(struct jw *w, const struct route *r)
{
	jw_name(w, "parameters");
	jw_list(w);
	if (strstr(r->path, "{id}")) {
		param_begin(w, "id", "path", true, NULL, NULL);
		schema_type(w, "string", r->flags & ROUTE_ID ? "uuid" : NULL, false);
		param_end(w);
	}
	for (const struct arg *a = r->args; a && a->name; a++)
		arg_write(w, a);
	if (r->flags & ROUTE_LIST) {
		param_begin(
			w, "after", "query", false, "上一页给出的 next", "next of the page before");
		schema_type(w, "string", NULL, false);
		param_end(w);
		param_begin(w, "limit", "query", false, "每页条数", "rows of a page");
		schema_type(w, "integer", NULL, false);
		jw_f_int(w, "minimum", 1);
		jw_f_int(w, "maximum", HTTP_LIST_MAX);
		jw_f_int(w, "default", HTTP_LIST_LIMIT);
		param_end(w);
	}
	if (list_file_is(r))
		file_params(w);
	if (r->flags & ROUTE_WRITE) {
		param_begin(w, "Bulou-Client", "header", true, "客户端名称", "name of the client");
		schema_type(w, "string", NULL, false);
		param_end(w);
	}
	if (!(r->flags & ROUTE_OPEN)) {
		param_begin(w, "Bulou-As", "header", false, "只以该账号的会话作答，否则 401",
			"answered only in this user's session, else 401");
		schema_type(w, "string", NULL, false);
		param_end(w);
	}
	if (unmasks(r)) {
		param_begin(w, HTTP_NOTE, "header", false,
			"查看明文的说明（UTF-8，百分号编码，最多 200 字），加密保存；理由为 other 时必填",
			"more about the reason of unmask, percent-encoded UTF-8 of at most 200 characters, kept sealed; needed with other");
		schema_type(w, "string", NULL, false);
		param_end(w);
	}
	if (is_records(r)) {
		param_begin(w, "Bulou-Sent", "header", false, "客户端此刻的时钟",
			"the client's clock as it sends");
		schema_type(w, "string", "date-time", false);
		param_end(w);
	}
	jw_end_list(w);
}

static void list_of(struct jw *w, const char *shape, int64_t max)
{
	jw_object(w);
	jw_f_z(w, "type", "array");
	jw_f_int(w, "maxItems", max);
	jw_name(w, "items");
	schema_ref(w, "", str_of(shape));
	jw_end_object(w);
}

static void one_or_list(struct jw *w, const char *shape)
{
	jw_object(w);
	jw_name(w, "anyOf");
	jw_list(w);
	schema_ref(w, "", str_of(shape));
	list_of(w, shape, RECORD_BATCH_MAX);
	jw_end_list(w);
	jw_end_object(w);
}

static void body_write(struct jw *w, const struct route *r)
{
	if (!(r->flags & ROUTE_BODY))
		return;
	jw_name(w, "requestBody");
	jw_object(w);
	jw_f_bool(w, "required", true);
	jw_name(w, "content");
	jw_object(w);
	jw_name(w, "application/json");
	jw_object(w);
	jw_name(w, "schema");
	if (is_records(r))
		one_or_list(w, "any_record");
	else if (r->run == route_users_post)
		list_of(w, "newcomer_order", NEWCOMERS_MAX);
	else
		schema_ref(w, "", str_of(schema_asked(r)));
	jw_end_object(w);
	jw_end_object(w);
	jw_end_object(w);
}

static void list_schema(struct jw *w, struct str item)
{
	jw_object(w);
	jw_f_z(w, "type", "object");
	jw_name(w, "properties");
	jw_object(w);
	jw_name(w, "items");
	jw_object(w);
	jw_f_z(w, "type", "array");
	jw_name(w, "items");
	schema_ref(w, "", item);
	jw_end_object(w);
	jw_name(w, "next");
	jw_object(w);
	schema_type(w, "string", NULL, true);
	jw_end_object(w);
	jw_end_object(w);
	jw_name(w, "required");
	jw_list(w);
	jw_z(w, "items");
	jw_z(w, "next");
	jw_end_list(w);
	jw_end_object(w);
}

static const char *media_of(const struct route *r)
{
	if (r->run == route_live)
		return "text/event-stream";
	if (r->run == route_place_sheet || r->run == route_round_sheet)
		return "application/pdf";
	return r->run == route_metrics ? "text/plain" : "application/json";
}

static void content_write(struct jw *w, const char *media, const struct route *r)
{
	struct str answer = str_of(r->answer);

	jw_name(w, "content");
	jw_object(w);
	jw_name(w, media);
	jw_object(w);
	if (answer.n) {
		jw_name(w, "schema");
		if (is_records(r))
			one_or_list(w, r->answer);
		else if (answer.p[0] == '[')
			list_schema(w, (struct str){ answer.p + 1, answer.n - 2 });
		else
			schema_ref(w, "", answer);
	}
	jw_end_object(w);
	jw_end_object(w);
}

static void responses_write(struct jw *w, const struct route *r)
{
	bool empty = r->run == route_logout;

	jw_name(w, "responses");
	jw_object(w);
	jw_name(w, empty ? "204" : "200");
	jw_object(w);
	jw_f_z(w, "description", r->en);
	if (!empty)
		content_write(w, media_of(r), r);
	jw_end_object(w);
	jw_name(w, "default");
	jw_object(w);
	jw_f_z(w, "description",
		"A problem (RFC 9457): 400, 401, 403, 404, 405, 410, 413, 415, 429, 503");
	jw_name(w, "content");
	jw_object(w);
	jw_name(w, "application/problem+json");
	jw_object(w);
	jw_name(w, "schema");
	schema_ref(w, "", STR("problem"));
	jw_end_object(w);
	jw_end_object(w);
	jw_end_object(w);
	jw_end_object(w);
}

/* One route as "get": {…}. */
static void route_write(struct jw *w, const struct route *r)
{
	static const struct {
		const char *method, *member;
	} methods[] = { { "GET", "get" }, { "POST", "post" }, { "PUT", "put" },
		{ "DELETE", "delete" } };

	for (size_t i = 0; i < sizeof(methods) / sizeof(methods[0]); i++)
		if (strcmp(r->method, methods[i].method) == 0)
			jw_name(w, methods[i].member);
	jw_object(w);
	jw_f_z(w, "summary", r->zh);
	jw_f_z(w, "description", r->en);
	params_write(w, r);
	body_write(w, r);
	responses_write(w, r);
	jw_name(w, "security");
	jw_list(w);
	if (!(r->flags & ROUTE_OPEN)) {
		jw_object(w);
		jw_name(w, "session");
		jw_list(w);
		jw_end_list(w);
		jw_end_object(w);
	}
	jw_end_list(w);
	jw_end_object(w);
}

static bool first_of_path(const struct route *r)
{
	for (const struct route *o = routes; o != r; o++)
		if (strcmp(o->path, r->path) == 0)
			return false;
	return true;
}

static void paths_write(struct jw *w)
{
	jw_name(w, "paths");
	jw_object(w);
	for (const struct route *r = routes; r->path; r++) {
		if (r->flags & ROUTE_PAGE || !first_of_path(r))
			continue; /* pages are for people */
		jw_name(w, r->path);
		jw_object(w);
		for (const struct route *o = r; o->path; o++)
			if (strcmp(o->path, r->path) == 0)
				route_write(w, o);
		jw_end_object(w);
	}
	jw_end_object(w);
}

/* ---- the whole ---- */

static void components_write(struct jw *w, const struct kinds *ks)
{
	jw_name(w, "components");
	jw_object(w);
	jw_name(w, "securitySchemes");
	jw_object(w);
	jw_name(w, "session");
	jw_object(w);
	jw_f_z(w, "type", "apiKey");
	jw_f_z(w, "in", "cookie");
	jw_f_z(w, "name", "bulou");
	jw_end_object(w);
	jw_end_object(w);
	jw_name(w, "schemas");
	jw_object(w);
	schemas_write(w, ks);
	jw_end_object(w);
	jw_end_object(w);
}

int openapi_make(struct cx *cx, const struct site *s, struct str *ret)
{
	struct buf b;
	struct jw w;

	buf_init(&b, cx->arena);
	jw_init(&w, &b);
	jw_object(&w);
	jw_f_z(&w, "openapi", "3.1.0");
	jw_name(&w, "info");
	jw_object(&w);
	jw_f_z(&w, "title", "Bulou 不漏");
	jw_f_z(&w, "version", "1");
	jw_end_object(&w);
	paths_write(&w);
	components_write(&w, s->tables.kinds);
	jw_end_object(&w);
	if (!buf_ok(&b))
		return err(cx, E_NO_MEMORY, NULL);
	*ret = buf_get(&b);
	return 0;
}
