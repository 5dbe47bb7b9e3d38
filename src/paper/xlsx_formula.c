/* Names of functions, in any case, with or without the prefix that newer ones have; not within texts and names of sheets. */
#include "paper/xlsx_formula.h"

#include <string.h>
#include <strings.h>

#define LONGEST 32

static const char *const reaching[] = { "WEBSERVICE", "DDE", "RTD", "CALL", "REGISTER",
	"REGISTER.ID", "EXEC", "IMAGE", "STOCKHISTORY", "SQL.REQUEST", "CUBEMEMBER", "CUBEVALUE",
	"CUBESET", "CUBERANKEDMEMBER", "CUBEKPIMEMBER", "CUBEMEMBERPROPERTY", "CUBESETCOUNT",
	NULL };

static bool in_name(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
		c == '.' || c == '_';
}

static bool is_reaching(struct str name, struct str rest)
{
	static const char *const prefixes[] = { "_xlfn.", "_xlws.", "_xll.", "_xludf.", NULL };
	char text[LONGEST];

	for (int i = 0; prefixes[i]; i++) {
		size_t n = strlen(prefixes[i]);

		if (name.n > n && strncasecmp(name.p, prefixes[i], n) == 0)
			name = (struct str){ name.p + n, name.n - n };
	}
	if (name.n >= LONGEST)
		return false;
	memcpy(text, name.p, name.n);
	text[name.n] = '\0';
	for (int i = 0; reaching[i]; i++)
		if (strcasecmp(text, reaching[i]) == 0)
			return true;
	return strcasecmp(text, "HYPERLINK") == 0 && !str_starts(str_trim(rest), STR("\"#"));
}

bool xlsx_formula_reaches(struct str f)
{
	for (size_t i = 0; i < f.n; i++) {
		size_t from = i, open;

		if (f.p[i] == '"' || f.p[i] == '\'') {
			const char *end = memchr(f.p + i + 1, f.p[i], f.n - i - 1);

			if (!end)
				return false;
			i = (size_t)(end - f.p);
		} else if (f.p[i] == '|') {
			return true; /* program|file!item */
		} else if (in_name(f.p[i])) {
			while (i < f.n && in_name(f.p[i]))
				i++;
			for (open = i; open < f.n && f.p[open] == ' '; open++)
				;
			if (open < f.n && f.p[open] == '(' && i > from &&
				is_reaching((struct str){ f.p + from, i - from },
					(struct str){ f.p + open + 1, f.n - open - 1 }))
				return true;
			i--;
		}
	}
	return false;
}
