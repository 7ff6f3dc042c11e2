// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rooms/RoomStore.h"
#include "storage/Retention.h"

#include <QObject>

#include <functional>
#include <memory>

namespace parlor {

/// Makes the stores that the contract is tried on.
struct RoomStoreFactory {
    /// A new store without rooms.
    std::function<std::unique_ptr<RoomStore>(const Retention &)> create;
    /// The store as it is after the server was started again. One that keeps nothing gives itself back.
    std::function<std::unique_ptr<RoomStore>(std::unique_ptr<RoomStore>)> reopen;
};

/// What RoomStore.h promises, tried on any store. A store's own test inherits this and adds what is its own.
class RoomStoreContract : public QObject {
    Q_OBJECT

public:
    explicit RoomStoreContract(RoomStoreFactory factory);

private Q_SLOTS:
    void init();
    void cleanup();

    void newStoreHasNoRooms();
    void roomsAreLoadedAsTheyWereCreated();
    void roomsAreLoadedInTheOrderOfTheirKeys();
    void loadedRoomKnowsItsMessages();
    void textsKeepTheirFirstCharacter();
    void closedRoomIsNotLoaded();
    void closedRoomHasNoMessages();
    void idOfClosedRoomCanBeUsedAgain();

    void messagesAreReadAsTheyWereStored();
    void batchMayHoldSeveralRooms();
    void badBatchStoresNothing_data();
    void badBatchStoresNothing();
    void emptyBatchIsStored();

    void windowIsTakenFromTheNamedEnd_data();
    void windowIsTakenFromTheNamedEnd();
    void windowIsBoundedInBytes_data();
    void windowIsBoundedInBytes();
    void pageTellsWhatIsStored();
    void unknownRoomHasAnEmptyPage();

    void clientMessageIdIsFound();
    void clientMessageIdBelongsToItsRoom();
    void unknownClientMessageIdHasNoOrder();
    void referencesAreAnsweredInTheirOrder();
    void clientMessageIdIsForgottenWithItsRoom();

    void keyOfClosedRoomStaysKnown();

    void onlyTheNewestMessagesAreKept();
    void droppedMessageLosesItsClientMessageId();
    void ordersGoOnAfterMessagesWereDropped();
    void droppedMessagesAreTold();
    void oldMessagesAreDropped();
    void youngMessageKeepsWhatStandsBehindIt();

    void participantsAreLoadedAsTheyWereRecorded();
    void participantsOfClosedRoomsAreForgotten();

    void writingCanBeProved();
    void bansAreLoadedAsTheyWereAdded();
    void removedBanIsNotLoadedAndItsIdNotUsedAgain();
    void banTakesThePlaceOfOneOfTheSame();
    void mutesAreLoadedAsTheyWereAdded();
    void mutesOfClosedRoomsAreForgotten();
    void auditTrailIsReadInPagesFromTheNewest();
    void oldAuditEntriesAreDropped();

    void completionsNeverRunWithinTheCall();
    void completionsRunInTheOrderOfTheCalls();
    void readSeesWhatWasAppendedBefore();

protected:
    RoomStore &store() { return *m_store; }
    void reopen();
    /// Goes on with a new store.
    void create(const Retention &retention);
    Result<void> createRoom(RoomKey key, const QString &roomId);
    /// Stores messages with these orders, one after the other in one batch.
    Result<void> append(RoomKey room, qint64 first, qint64 last);
    Result<MessagePage> read(RoomKey room, const MessageRange &range = {});
    Result<qint64> addBan(const Ban &ban);
    Result<void> addMute(RoomKey room, const Mute &mute);
    Result<void> recordAudit(const QString &action, Timestamp at);
    Result<QList<AuditEntry>> readAudit(const AuditRange &range);
    /// What the store holds after it was reopened.
    StoredRooms loadAgain();
    static NewMessage makeMessage(RoomKey room, qint64 order, const QString &clientMessageId = {});

private:
    const RoomStoreFactory m_factory;
    std::unique_ptr<RoomStore> m_store;
};

} // namespace parlor
