// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/ServerOptions.h"

#include <QString>
#include <QStringList>

#include <tl/expected.hpp>

#include <functional>
#include <initializer_list>
#include <utility>

namespace parlor {

/// What a setting's values may be, and where in ServerOptions they belong. Made by the functions in `setting`.
struct SettingKind {
    /// The error goes on behind the setting's name: "must be a number from 0 to 65535, not 'many'".
    using Check = tl::expected<void, QString>;

    /// Takes what was said, at least one value. Of several, one that does not repeat takes the last.
    std::function<Check(ServerOptions &, const QStringList &)> set;
    /// What it is, as it would be said; empty where it is nothing.
    std::function<QStringList(const ServerOptions &)> get;
    /// Gives \a to what \a from has.
    std::function<void(ServerOptions &to, const ServerOptions &from)> copy;

    bool repeats = false;
    bool isSwitch = false;
    /// All that it can be, where that is a few words.
    QStringList words;
    /// What a shell completes it by, where there are no words.
    enum class Names : quint8 { Nothing, File, Directory };
    Names names = Names::Nothing;
};

/// A \a Field is a pointer to a member of ServerOptions, or what member() makes.
namespace setting {

/// The member \a inner of the member \a outer.
template <typename Outer, typename Inner>
auto member(Outer ServerOptions::*outer, Inner Outer::*inner)
{
    return [outer, inner](auto &options) -> auto & { return options.*outer.*inner; };
}

template <typename Field>
SettingKind kindOf(Field field)
{
    SettingKind kind;
    kind.copy = [field](ServerOptions &to, const ServerOptions &from) { std::invoke(field, to) = std::invoke(field, from); };
    return kind;
}

tl::expected<qint64, QString> parseNumber(const QString &text, qint64 least, qint64 most);
tl::expected<bool, QString> parseSwitch(const QString &text);
QString refusal(const QStringList &words, const QString &text);

template <typename Field>
SettingKind number(Field field, qint64 least, qint64 most)
{
    SettingKind kind = kindOf(field);
    kind.set = [field, least, most](ServerOptions &options, const QStringList &values) {
        return parseNumber(values.last(), least, most).map([&](qint64 value) {
            auto &target = std::invoke(field, options);
            target = std::remove_reference_t<decltype(target)>(value);
        });
    };
    kind.get = [field](const ServerOptions &options) {
        return QStringList { QString::number(qint64(std::invoke(field, options))) };
    };
    return kind;
}

/// On or off; an option without a value means on.
template <typename Field>
SettingKind onOff(Field field)
{
    SettingKind kind = kindOf(field);
    kind.set = [field](ServerOptions &options, const QStringList &values) {
        return parseSwitch(values.last()).map([&](bool value) { std::invoke(field, options) = value; });
    };
    kind.get = [field](const ServerOptions &options) {
        return QStringList { std::invoke(field, options) ? QStringLiteral("true") : QStringLiteral("false") };
    };
    kind.isSwitch = true;
    return kind;
}

/// One of a few words, each with what it means.
template <typename Field, typename Value>
SettingKind choice(Field field, std::initializer_list<std::pair<QString, Value>> meanings)
{
    SettingKind kind = kindOf(field);
    for (const auto &[word, value] : meanings)
        kind.words.append(word);
    const QList<std::pair<QString, Value>> all(meanings);
    kind.set = [field, all, words = kind.words](ServerOptions &options, const QStringList &values) -> SettingKind::Check {
        for (const auto &[word, value] : all) {
            if (word == values.last()) {
                std::invoke(field, options) = value;
                return {};
            }
        }
        return tl::unexpected(refusal(words, values.last()));
    };
    kind.get = [field, all](const ServerOptions &options) {
        for (const auto &[word, value] : all) {
            if (value == std::invoke(field, options))
                return QStringList { word };
        }
        return QStringList();
    };
    return kind;
}

/// Any number of texts. \a mistakeIn says what is wrong with one, as SettingKind::Check has it; null where nothing is.
template <typename Field>
SettingKind texts(Field field, QString (*mistakeIn)(const QString &text))
{
    SettingKind kind = kindOf(field);
    kind.set = [field, mistakeIn](ServerOptions &options, const QStringList &values) -> SettingKind::Check {
        for (const QString &value : values) {
            if (const QString mistake = mistakeIn(value); !mistake.isNull())
                return tl::unexpected(mistake);
        }
        std::invoke(field, options) = values;
        return {};
    };
    kind.get = [field](const ServerOptions &options) { return QStringList(std::invoke(field, options)); };
    kind.repeats = true;
    return kind;
}

/// Any number of files. An empty name is refused: an empty variable of the environment must not open the server.
template <typename Field>
SettingKind files(Field field)
{
    SettingKind kind = texts(field, [](const QString &path) {
        return path.isEmpty() ? QStringLiteral("must name a file") : QString();
    });
    kind.names = SettingKind::Names::File;
    return kind;
}

/// The path of one file or directory; \a names says which.
template <typename Field>
SettingKind path(Field field, SettingKind::Names names)
{
    SettingKind kind = kindOf(field);
    kind.set = [field, names](ServerOptions &options, const QStringList &values) -> SettingKind::Check {
        if (values.last().isEmpty()) {
            return tl::unexpected(names == SettingKind::Names::File ? QStringLiteral("must name a file")
                                                                    : QStringLiteral("must name a directory"));
        }
        std::invoke(field, options) = values.last();
        return {};
    };
    kind.get = [field](const ServerOptions &options) {
        const QString &value = std::invoke(field, options);
        return value.isEmpty() ? QStringList() : QStringList { value };
    };
    kind.names = names;
    return kind;
}

template <typename Field>
SettingKind file(Field field)
{
    return path(field, SettingKind::Names::File);
}

template <typename Field>
SettingKind directory(Field field)
{
    return path(field, SettingKind::Names::Directory);
}

/// An IP address, or localhost.
SettingKind address(QHostAddress ServerOptions::*field);
/// Any number of origins of web pages, or `*`.
SettingKind origins(QList<QByteArray> ServerOptions::*field);

} // namespace setting

} // namespace parlor
