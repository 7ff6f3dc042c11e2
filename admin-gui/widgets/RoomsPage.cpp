// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/RoomsPage.h"

#include "models/DisplayText.h"
#include "models/RoomCloser.h"
#include "models/Workspace.h"
#include "widgets/EmptyState.h"
#include "widgets/Icon.h"
#include "widgets/NewRoomDialog.h"
#include "widgets/NoticeBar.h"
#include "widgets/Table.h"
#include "widgets/TaskBar.h"

#include <QAction>
#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace parlor::admin {

using namespace Qt::StringLiterals;

namespace {

constexpr int TypingMs = 120;
constexpr int MostOpenedAtOnce = 10;

/// A name for a file, out of whatever a room is called.
QString fileNameFor(const QString &roomId)
{
    QString name;
    for (const QChar character : roomId.left(60))
        name += character.isLetterOrNumber() || character == u'-' || character == u'_' ? character : QChar(u'_');
    return name;
}

} // namespace

RoomsPage::RoomsPage(Workspace &workspace, QWidget *parent) :
    QWidget(parent),
    m_workspace(workspace),
    m_model(workspace.rooms()),
    m_notice(new NoticeBar(this)),
    m_filter(new QLineEdit),
    m_count(new QLabel),
    m_table(new Table),
    m_closing(new TaskBar),
    m_exporting(new TaskBar)
{
    m_table->setModel(&m_model);
    m_empty = new EmptyState(m_table);
    m_new = addPageAction("add"_L1, tr("&New room…"), QKeySequence::New, &RoomsPage::newRoom);
    m_open = addPageAction("open"_L1, tr("&Open"), Qt::Key_Return, &RoomsPage::openSelected);
    m_close = addPageAction("close-room"_L1, tr("&Close room…"), QKeySequence::Delete, &RoomsPage::closeSelected);
    m_copy = addPageAction("copy"_L1, tr("Copy &id"), QKeySequence::Copy, &RoomsPage::copySelected);
    m_exportAction = addPageAction("export"_L1, tr("&Export history…"), Qt::CTRL | Qt::Key_E,
                                   &RoomsPage::exportSelected);
    m_new->setShortcutContext(Qt::WindowShortcut);
    layOut();

    m_typing.setSingleShot(true);
    m_typing.setInterval(TypingMs);
    connect(m_filter, &QLineEdit::textChanged, this, [this] { m_typing.start(); });
    connect(&m_typing, &QTimer::timeout, this, [this] {
        m_model.setFilter(m_filter->text());
        showState();
    });
    connect(m_table, &Table::rowActivated, this, &RoomsPage::openSelected);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RoomsPage::updateActions);
    connect(m_empty, &EmptyState::actionClicked, this, [this] {
        if (m_model.filter().isEmpty())
            m_new->trigger();
        else
            m_filter->clear();
    });
    connect(&workspace.live(), &LiveClient::stateChanged, this, &RoomsPage::showState);
    connect(&workspace.rooms(), &RoomBook::completed, this, &RoomsPage::showState);
    connect(&workspace.rooms(), &RoomBook::problemChanged, this, &RoomsPage::showState);
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, &RoomsPage::showCount);
    connect(&m_model, &QAbstractItemModel::rowsRemoved, this, &RoomsPage::showCount);
    showState();
}

RoomsPage::~RoomsPage() = default;

QAction *RoomsPage::addPageAction(QLatin1StringView iconName, const QString &text, const QKeySequence &shortcut,
                                  void (RoomsPage::*slot)())
{
    auto *action = new QAction(icon(iconName), text, this);
    action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WidgetShortcut);
    const QString name = QString(text).remove(u'&').remove(u'…');
    action->setToolTip(u"%1 (%2)"_s.arg(name, shortcut.toString(QKeySequence::NativeText)));
    connect(action, &QAction::triggered, this, slot);
    m_table->addAction(action);
    m_actions.append(action);
    return action;
}

void RoomsPage::layOut()
{
    m_table->setObjectName(u"rooms"_s);
    m_table->setAccessibleName(tr("Rooms"));
    m_table->setSortingEnabled(true);
    m_table->sortByColumn(RoomsModel::RoomId, Qt::AscendingOrder);
    m_table->setColumnWidths({ 0, 20, 12, 12, 12, 20, 20 });
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_filter->setObjectName(u"roomFilter"_s);
    m_filter->setPlaceholderText(tr("Filter rooms"));
    m_filter->setAccessibleName(tr("Filter rooms"));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(icon("filter"_L1), QLineEdit::LeadingPosition);
    m_filter->setMaximumWidth(fontMetrics().averageCharWidth() * 48);

    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(12, 6, 12, 6);
    bar->addWidget(m_filter, 2);
    bar->addStretch(1);
    bar->addWidget(m_count);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_notice);
    layout->addLayout(bar);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_closing);
    layout->addWidget(m_exporting);
    connect(m_closing, &TaskBar::cancelled, this, [this] {
        if (m_closer)
            m_closer->cancel();
    });
    connect(m_exporting, &TaskBar::cancelled, this, [this] {
        if (m_export)
            m_export->cancel();
    });
}

void RoomsPage::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void RoomsPage::setActionsShown(bool shown)
{
    m_isShown = shown;
    updateActions();
}

QList<Room> RoomsPage::selected() const
{
    QList<Room> rooms;
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    for (const QModelIndex &index : rows)
        rooms.append(m_model.room(index.row()));
    return rooms;
}

void RoomsPage::updateActions()
{
    const bool isLive = m_workspace.isLive();
    const bool hasSelection = m_isShown && m_table->selectionModel()->hasSelection();
    m_new->setEnabled(isLive);
    m_open->setEnabled(isLive && hasSelection);
    m_close->setEnabled(isLive && hasSelection && !m_closer);
    m_copy->setEnabled(hasSelection);
    m_exportAction->setEnabled(isLive && hasSelection && !m_export);
}

void RoomsPage::showState()
{
    const bool isLive = m_workspace.isLive();
    m_table->setStale(!isLive);
    if (!isLive && m_workspace.rooms().size() == 0)
        m_empty->say(tr("Not connected"), tr("Rooms appear here once the server answers."));
    else if (!m_workspace.rooms().isComplete())
        m_empty->say(tr("Loading rooms…"), m_workspace.rooms().problem());
    else if (!m_model.filter().isEmpty())
        m_empty->say(tr("Nothing found"), tr("No room or creator contains this text."), tr("Show all rooms"));
    else
        m_empty->say(tr("There are no rooms yet"), tr("People can join a room once it was created."),
                     tr("New room…"));
    updateActions();
    showCount();
}

void RoomsPage::showCount()
{
    const QLocale locale;
    const auto all = int(m_workspace.rooms().size());
    if (m_model.filter().isEmpty())
        m_count->setText(tr("%n room(s)", nullptr, all));
    else
        m_count->setText(tr("%1 of %2 rooms").arg(locale.toString(m_model.rowCount()), locale.toString(all)));
}

void RoomsPage::newRoom()
{
    auto *dialog = new NewRoomDialog(m_workspace.rest(), m_operator, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &NewRoomDialog::created, this, [this](const Room &room) {
        m_workspace.rooms().add(room);
        select(room.roomId);
    });
    dialog->open();
}

void RoomsPage::openSelected()
{
    if (!m_open->isEnabled())
        return;
    const QList<Room> rooms = selected();
    for (const Room &room : rooms.first(std::min<qsizetype>(rooms.size(), MostOpenedAtOnce)))
        Q_EMIT roomWanted(room.roomId);
}

void RoomsPage::closeSelected()
{
    const QList<Room> rooms = selected();
    QStringList roomIds;
    qint64 inside = 0;
    for (const Room &room : rooms) {
        roomIds.append(room.roomId);
        inside += room.participants;
    }
    if (inside == 0 && rooms.size() == 1)
        return closeRooms(roomIds);

    auto *box = new QMessageBox(QMessageBox::Question, tr("Close rooms"), {}, QMessageBox::Cancel, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setText(rooms.size() == 1
                     ? tr("Close room %1?").arg(displaytext::inSentence(rooms.first().roomId))
                     : tr("Close %n room(s)?", nullptr, int(rooms.size())));
    const QString history = tr("What was said there cannot be read any more.");
    box->setInformativeText(
        inside == 0 ? history
                    : tr("%n participant(s) inside will be told and sent out.", nullptr, int(inside)) + u'\n' + history);
    QPushButton *close = box->addButton(tr("&Close"), QMessageBox::DestructiveRole);
    box->setDefaultButton(QMessageBox::Cancel);
    connect(close, &QPushButton::clicked, this, [this, roomIds] { closeRooms(roomIds); });
    box->open();
}

void RoomsPage::closeRooms(const QStringList &roomIds)
{
    m_closer = new RoomCloser(m_workspace.rest(), roomIds, this);
    connect(m_closer, &RoomCloser::closed, &m_workspace.rooms(), &RoomBook::remove);
    connect(m_closer, &RoomCloser::progressed, m_closing, &TaskBar::setProgress);
    connect(m_closer, &RoomCloser::finished, this, [this](const QString &failure) {
        m_closer->deleteLater();
        m_closer = nullptr;
        m_closing->end();
        if (!failure.isEmpty())
            m_notice->complain(failure);
        updateActions();
    });
    if (roomIds.size() > 1)
        m_closing->begin(tr("Closing %n room(s)…", nullptr, int(roomIds.size())));
    m_closer->start();
    updateActions();
}

void RoomsPage::copySelected()
{
    QStringList ids;
    const QList<Room> rooms = selected();
    for (const Room &room : rooms)
        ids.append(room.roomId);
    QGuiApplication::clipboard()->setText(ids.join(u'\n'));
}

void RoomsPage::exportSelected()
{
    const QList<Room> rooms = selected();
    if (!rooms.isEmpty())
        exportRoom(rooms.first().roomId);
}

void RoomsPage::exportRoom(const QString &roomId)
{
    if (m_export)
        return;
    const QString jsonLines = tr("JSON Lines (*.jsonl)");
    const QString csv = tr("CSV, for spreadsheets (*.csv)");
    auto *dialog = new QFileDialog(this, tr("Export history"), QDir::homePath());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({ jsonLines, csv });
    dialog->setDefaultSuffix(u"jsonl"_s);
    dialog->selectFile(fileNameFor(roomId));
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog, csv](const QString &filter) {
        dialog->setDefaultSuffix(filter == csv ? u"csv"_s : u"jsonl"_s);
    });
    connect(dialog, &QFileDialog::fileSelected, this, [this, roomId](const QString &path) {
        const bool isCsv = path.endsWith(".csv"_L1, Qt::CaseInsensitive);
        startExport(roomId, path, isCsv ? HistoryExport::Format::Csv : HistoryExport::Format::JsonLines);
    });
    dialog->open();
}

void RoomsPage::startExport(const QString &roomId, const QString &path, HistoryExport::Format format)
{
    if (m_export)
        return;
    m_export = new HistoryExport(m_workspace.rest(), roomId, path, format, this);
    m_exporting->begin(tr("Exporting room %1…").arg(displaytext::inSentence(roomId)));
    connect(m_export, &HistoryExport::progressed, m_exporting, &TaskBar::setProgress);
    connect(m_export, &HistoryExport::finished, this, [this, path](const QString &failure) {
        m_export->deleteLater();
        m_export = nullptr;
        m_exporting->end();
        if (failure.isEmpty())
            m_notice->say(NoticeBar::Kind::Information, tr("Exported to %1.").arg(QDir::toNativeSeparators(path)));
        else
            m_notice->complain(tr("Nothing was exported. %1").arg(failure));
        updateActions();
    });
    m_export->start();
    updateActions();
}

void RoomsPage::select(const QString &roomId)
{
    const int row = m_model.rowOf(roomId);
    if (row < 0)
        return;
    m_table->selectRow(row);
    m_table->scrollTo(m_model.index(row, 0));
    m_table->setFocus();
}

} // namespace parlor::admin
