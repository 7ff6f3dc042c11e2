// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "security/AccessPolicy.h"

#include <QTest>

#include <array>
#include <set>

using namespace parlor;
using namespace Qt::StringLiterals;

namespace {

/// Who asks, and whether the room is among theirs.
enum Asker {
    Anybody,
    AdminOfAll,
    AdminOfThis,
    AdminOfOther,
    ObserverOfAll,
    ObserverOfThis,
    ObserverOfOther,
    MemberOfAll,
    MemberOfThis,
    MemberOfOther,
    AskerCount,
};

Identity identityOf(int asker)
{
    constexpr std::array roles { Role::Anonymous, Role::Admin,    Role::Admin,  Role::Admin,  Role::Observer,
                                 Role::Observer,  Role::Observer, Role::Member, Role::Member, Role::Member };
    Identity identity;
    identity.role = roles[std::size_t(asker)];
    if (asker == AdminOfThis || asker == ObserverOfThis || asker == MemberOfThis)
        identity.rooms = RoomScope({ u"own-*"_s });
    else if (asker == AdminOfOther || asker == ObserverOfOther || asker == MemberOfOther)
        identity.rooms = RoomScope({ u"foreign"_s });
    return identity;
}

struct Row {
    Action action;
    const char *name;
    /// A plus for those who may, in the order of Asker.
    const char *allowed;
};

constexpr std::array Table = std::to_array<Row>({
    //                                                    open admin obser membe
    { Action::ListRooms, "list rooms",                    "+" "+++" "+++" "+++" },
    { Action::ShowRoom, "show a room",                    "+" "++-" "++-" "++-" },
    { Action::CreateRoom, "create a room",                "+" "++-" "---" "---" },
    { Action::CloseRoom, "close a room",                  "+" "++-" "---" "---" },
    { Action::ReadMessages, "read messages",              "+" "++-" "++-" "++-" },
    { Action::PostFromOutside, "post from outside",       "+" "++-" "---" "---" },
    { Action::ListParticipants, "list participants",      "+" "++-" "++-" "++-" },
    { Action::RemoveParticipant, "remove a participant",  "+" "++-" "---" "---" },
    { Action::ReadStatistics, "read statistics",          "+" "+--" "+--" "---" },
    { Action::ListBans, "list bans",                      "+" "+++" "---" "---" },
    { Action::BanFromRoom, "ban from a room",             "+" "++-" "---" "---" },
    { Action::BanFromEveryRoom, "ban from every room",    "+" "+--" "---" "---" },
    { Action::ListMutes, "list mutes",                    "+" "++-" "---" "---" },
    { Action::MuteInRoom, "mute in a room",               "+" "++-" "---" "---" },
    { Action::ReadAudit, "read the audit trail",          "+" "+--" "---" "---" },
    { Action::JoinRoom, "join a room",                    "+" "++-" "---" "++-" },
    { Action::PostMessage, "post a message",              "+" "++-" "---" "++-" },
    { Action::ObserveRoom, "observe a room",              "+" "++-" "++-" "---" },
    { Action::ObserveAllRooms, "observe all rooms",       "+" "+--" "+--" "---" },
});

} // namespace

class TestAccessPolicy : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theTableIsWhole();
    void everyRoleMayDoWhatTheTableSays_data();
    void everyRoleMayDoWhatTheTableSays();
    void withoutARoomItMayBeAny();
    void aRefusalIsForbidden();
};

void TestAccessPolicy::theTableIsWhole()
{
    std::set<Action> actions;
    for (const Row &row : Table) {
        actions.insert(row.action);
        QCOMPARE(qstrlen(row.allowed), size_t(AskerCount));
    }
    QCOMPARE(actions.size(), std::size_t(LastAction) + 1);
}

void TestAccessPolicy::everyRoleMayDoWhatTheTableSays_data()
{
    QTest::addColumn<int>("action");
    QTest::addColumn<int>("asker");
    QTest::addColumn<bool>("allowed");

    constexpr std::array askers { "anybody, open",       "admin",           "admin of the room",
                                  "admin elsewhere",     "observer",        "observer of the room",
                                  "observer elsewhere",  "member",          "member of the room",
                                  "member elsewhere" };
    for (const Row &row : Table) {
        for (int asker = 0; asker < AskerCount; ++asker)
            QTest::addRow("%s: %s", askers[std::size_t(asker)], row.name)
                << int(row.action) << asker << (row.allowed[asker] == '+');
    }
}

void TestAccessPolicy::everyRoleMayDoWhatTheTableSays()
{
    QFETCH(const int, action);
    QFETCH(const int, asker);
    QTEST(accesspolicy::allows(identityOf(asker), Action(action), u"own-room"), "allowed");
}

void TestAccessPolicy::withoutARoomItMayBeAny()
{
    for (const Row &row : Table) {
        for (const int asker : { AdminOfThis, ObserverOfThis, MemberOfThis }) {
            const bool somewhere = row.allowed[asker] == '+';
            QVERIFY2(accesspolicy::allows(identityOf(asker), row.action) == somewhere, row.name);
        }
    }
}

void TestAccessPolicy::aRefusalIsForbidden()
{
    const auto refused = accesspolicy::check(identityOf(MemberOfThis), Action::CloseRoom, u"own-room");
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, Error::Kind::AccessForbidden);
    QVERIFY(accesspolicy::check(identityOf(MemberOfThis), Action::JoinRoom, u"own-room"));
}

QTEST_APPLESS_MAIN(TestAccessPolicy)
#include "TestAccessPolicy.moc"
