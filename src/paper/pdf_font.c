/* Is there a font that can show Chinese? Without one Pango draws a box for each character, which no office can publish. */
#include <fontconfig/fontconfig.h>

#include "paper/pdf_own.h"

static bool chinese_there(void)
{
	FcPattern *wanted = FcPatternBuild(
		NULL, FC_LANG, FcTypeString, "zh-cn", FC_SCALABLE, FcTypeBool, FcTrue, (char *)0);
	FcObjectSet *asked = FcObjectSetBuild(FC_FAMILY, (char *)0);
	FcFontSet *found = wanted && asked ? FcFontList(NULL, wanted, asked) : NULL;
	bool there = found && found->nfont > 0;

	if (found)
		FcFontSetDestroy(found);
	if (asked)
		FcObjectSetDestroy(asked);
	if (wanted)
		FcPatternDestroy(wanted);
	return there;
}

int pdf_fonts(struct cx *cx)
{
	if (chinese_there() || (FcInitReinitialize() && chinese_there()))
		return 0;
	return err(cx, E_NO_FONT, NULL);
}
