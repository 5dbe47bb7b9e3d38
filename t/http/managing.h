/* For tests of whoever manages accounts. */
#ifndef T_HTTP_MANAGING_H
#define T_HTTP_MANAGING_H

#include <stdio.h>
#include <string.h>

#include "http/served.h"
#include "sys/sys.h"

#define WORKER "/v1/users/worker"

#define COUNSELLOR "\"role\":\"counsellor\",\"area\":\"g1\""

static inline struct answer change(const char *path, const char *body, int status)
{
	const struct route *r = routes;
	struct answer a = call(&server, "POST", path, body);

	if (a.status != status)
		fail_msg("%s %s: %d %s", path, body, a.status, a.body);
	while (strcmp(r->path, "/v1/users/{id}") != 0)
		r++;
	if (status == 200)
		answer_fits(r, a.json);
	return a;
}

static inline void refused(const char *path, const char *body, int status, const char *said)
{
	struct answer a = change(path, body, status);

	if (!strstr(a.body, said))
		fail_msg("%s %s: %s", path, body, a.body);
	answer_free(&a);
}

static inline void done(const char *path, const char *body)
{
	struct answer a = change(path, body, 200);

	answer_free(&a);
}

static inline void done_as(const char *user, const char *path, const char *body)
{
	login(&server, user);
	done(path, body);
}

/* Somebody new with a role there, logged in; another has agreed to the role. */
static inline void newcomer(const char *user, const char *role, const char *where)
{
	struct answer a;
	char body[300], grant[200];

	snprintf(grant, sizeof(grant), "\"role\":\"%s\",%s", role, where);
	snprintf(body, sizeof(body), "[{\"user\":\"%s\",\"name\":\"示例副手\",%s}]", user, grant);
	a = call(&server, "POST", "/v1/users", body);
	assert_int_equal(a.status, 200);
	snprintf(body, sizeof(body),
		"{\"ticket\":\"" STR_FMT "\",\"user\":\"%s\",\"password\":\"" PASSWORD "\"}",
		STR_ARG(at(a.json, "items.0.code")->s), user);
	answer_free(&a);
	agreed(user, grant);
	server.cookie[0] = '\0';
	call_is(&server, 200, "POST", "/v1/session", body);
	login(&server, user);
}

static inline void deputy(const char *where)
{
	newcomer("deputy", "administrator", where);
}

/* area "": everywhere. */
static inline void one_staff(
	struct fixture *f, const char *user, enum role role, const char *area, int staff)
{
	const struct grant grant = { .role = role, .everywhere = !*area, .area = str_of(area) };
	struct account a = {
		.user = str_of(user), .name = STR("测试员"), .grants = &grant, .grants_n = 1
	};
	struct entry e;

	a.staff = fuid(staff);
	assert_int_equal(seal_password_hash(&f->cx, STR(PASSWORD), &a.hash), 0);
	assert_int_equal(guard_account_entry(&f->cx, f->site, &a, STR("admin"), sys_now(), &e), 0);
	assert_int_equal(append_entries(&f->cx, &f->site->view, &e, 1), 0);
}

#endif
