/* What people get wrong in a URL, said in our own words: a password with signs that mean something in one, and a host that
 * was forgotten. What else may be wrong is left to libpq, whose verdict is taken and whose message is thrown away. */
#include "store/pg_url.h"

#include <ctype.h>
#include <libpq-fe.h>
#include <string.h>

/* The parts of SCHEME://USER:PASSWORD@HOST:PORT/DATABASE?OPTIONS. A sign in the password may have moved the borders. */
struct url {
	const char *user, *at, *options, *end; /* at: the last @ before the options, or NULL */
};

static struct url url_parts(const char *z)
{
	struct url u = { .user = strstr(z, "://") + 3 };

	u.end = u.user + strlen(u.user);
	u.options = u.user + strcspn(u.user, "?");
	u.at = memrchr(u.user, '@', (size_t)(u.options - u.user));
	return u;
}

bool pg_ports(struct str hosts)
{
	bool bracket = false, port = false;

	for (size_t i = 0; i < hosts.n; i++) {
		char c = hosts.p[i];

		if (port && c != ',' && (c < '0' || c > '9'))
			return false;
		if (c == '[' || c == ']')
			bracket = c == '[';
		else if (c == ',' || (c == ':' && !bracket))
			port = c == ':';
	}
	return true;
}

static int percent_wrong(struct cx *cx, const struct url *u, const char *at)
{
	if (u->at && at < u->at)
		return err(cx, E_DATABASE_URL, "--data",
			"用户名或密码中有一个 % 后面不是可用的两位十六进制数",
			"a % in the user name or password is not followed by two hex digits that it may have");
	if (at < u->options)
		return err(cx, E_DATABASE_URL, "--data",
			"主机或库名中有一个 % 后面不是可用的两位十六进制数",
			"a % in the host or the database name is not followed by two hex digits that it may have");
	return err(cx, E_DATABASE_URL, "--data", "参数中有一个 % 后面不是可用的两位十六进制数",
		"a % in the options is not followed by two hex digits that it may have");
}

static int percents_check(struct cx *cx, const struct url *u)
{
	for (const char *p = u->user; (p = strchr(p, '%')) != NULL; p++)
		if (!isxdigit((unsigned char)p[1]) || !isxdigit((unsigned char)p[2]) ||
			(p[1] == '0' && p[2] == '0'))
			return percent_wrong(cx, u, p);
	return 0;
}

/* libpq takes the first @, and none behind the first slash, as the end of the password. Behind a ? of the password, as in
 * u:1234?sslmode=x@h, all reads well: u is a host, 1234 its port, and the rest an option, whose value would be told. */
static int borders_check(struct cx *cx, const struct url *u)
{
	const char *hosts = u->at ? u->at + 1 : u->user;
	size_t password = strcspn(u->user, "@/?");
	bool moved = u->at && u->user + password != u->at;

	if (moved)
		return err(cx, E_DATABASE_URL, "--data",
			"用户名或密码中的 @、/ 或 ? 没有写成 %40、%2F 或 %3F",
			"an @, / or ? of the user name or password is not written as %40, %2F or %3F");
	if (memchr(u->options, '@', (size_t)(u->end - u->options)))
		return err(cx, E_DATABASE_URL, "--data",
			"? 之后有一个 @：? 是密码中的，应写成 %3F；@ 是参数中的，应写成 %40",
			"there is an @ behind the ?: write a ? of the password as %3F, an @ of an option as %40");
	if (!pg_ports((struct str){ hosts, strcspn(hosts, "/?") }))
		return err(cx, E_DATABASE_URL, "--data", "端口不是数字", "the port is no number");
	return 0;
}

static int library_check(struct cx *cx, const char *url)
{
	char *why = NULL;
	PQconninfoOption *options = PQconninfoParse(url, &why);

	PQfreemem(why);
	PQconninfoFree(options);
	return options ? 0 : err(cx, E_DATABASE_URL, "--data", "无法识别", "it cannot be read");
}

int pg_url_check(struct cx *cx, const char *url)
{
	struct url u = url_parts(url);
	int rc = percents_check(cx, &u);

	if (rc == 0)
		rc = borders_check(cx, &u);
	return rc ? rc : library_check(cx, url);
}
