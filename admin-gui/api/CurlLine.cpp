// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/CurlLine.h"

namespace parlor::admin {

using namespace Qt::StringLiterals;

namespace {

/// Characters of JSON text that a terminal would hide, or obey, become the escapes that JSON has for them.
QString withoutHiddenCharacters(const QString &json)
{
    QString out;
    out.reserve(json.size());
    for (const QChar unit : json) {
        const bool isHidden = unit.category() == QChar::Other_Format || unit.category() == QChar::Other_Control
            || unit.category() == QChar::Separator_Line || unit.category() == QChar::Separator_Paragraph;
        if (isHidden)
            out += u"\\u%1"_s.arg(uint(unit.unicode()), 4, 16, QChar(u'0'));
        else
            out += unit;
    }
    return out;
}

QString quoted(QString text)
{
    text.replace(u'\'', "'\\''"_L1);
    return u'\'' + text + u'\'';
}

} // namespace

QString toCurlLine(const RestRequest &request, const ServerAddress &address)
{
    QString line = u"curl"_s;
    if (request.method != "GET")
        line += " -X "_L1 + QString::fromLatin1(request.method);
    if (!address.token.isEmpty())
        line += " -H \"Authorization: Bearer $PARLOR_TOKEN\""_L1;
    line += u' ' + quoted(QString::fromLatin1(address.rest(request.path, request.query).toEncoded()));
    if (!request.body.isEmpty())
        line += " --data-raw "_L1 + quoted(withoutHiddenCharacters(QString::fromUtf8(request.body)));
    return line;
}

} // namespace parlor::admin
