// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/ConnectDialog.h"

#include "widgets/FieldError.h"
#include "widgets/Icon.h"
#include "widgets/Tone.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

namespace parlor::admin {

using namespace Qt::StringLiterals;

ConnectDialog::ConnectDialog(const Parts &parts, const ServerAddress &current, QWidget *parent) :
    QDialog(parent),
    m_parts(parts),
    m_list(new QListWidget),
    m_name(new QLineEdit),
    m_url(new QLineEdit(current.url.isEmpty() ? u"http://127.0.0.1:3000"_s : current.name())),
    m_token(new QLineEdit(current.token)),
    m_keep(new QCheckBox(tr("&Keep the token in the system's keychain"))),
    m_hint(new QLabel),
    m_verdict(new QLabel),
    m_test(new QPushButton(tr("&Test connection"))),
    m_save(new QPushButton(tr("&Save profile"))),
    m_remove(new QPushButton(tr("&Remove")))
{
    setWindowTitle(tr("Connect to a server"));
    auto *middle = new QHBoxLayout;
    middle->setSpacing(16);
    middle->addWidget(makeList(), 1);
    middle->addWidget(makeForm(), 2);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    QPushButton *connectButton = buttons->addButton(tr("C&onnect"), QDialogButtonBox::AcceptRole);
    buttons->addButton(m_test, QDialogButtonBox::ActionRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &ConnectDialog::connectNow);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_test, &QPushButton::clicked, this, &ConnectDialog::testConnection);
    connect(&m_parts.test, &ConnectionTest::finished, this, [this](bool isGood, const QString &verdict) {
        m_test->setText(tr("&Test connection"));
        say(verdict, isGood);
    });

    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(12);
    layout->addLayout(middle, 1);
    layout->addWidget(buttons);
    // A button knows its dialog from here on.
    connectButton->setDefault(true);
    for (QPushButton *button : { m_test, m_save, m_remove })
        button->setAutoDefault(false);
    fillList();
    warnOfToken();
    m_url->setFocus();
    m_url->selectAll();
    resize(fontMetrics().averageCharWidth() * 100, sizeHint().height());
}

ConnectDialog::~ConnectDialog()
{
    m_parts.test.cancel();
}

QWidget *ConnectDialog::makeList()
{
    m_list->setObjectName(u"profiles"_s);
    m_list->setAccessibleName(tr("Saved profiles"));
    connect(m_list, &QListWidget::currentTextChanged, this, &ConnectDialog::showProfile);
    connect(m_list, &QListWidget::itemDoubleClicked, this, &ConnectDialog::connectNow);
    connect(m_remove, &QPushButton::clicked, this, &ConnectDialog::removeProfile);
    auto *label = new QLabel(tr("Saved &profiles"));
    label->setBuddy(m_list);

    auto *side = new QWidget;
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(label);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_remove, 0, Qt::AlignLeft);
    return side;
}

QWidget *ConnectDialog::makeForm()
{
    m_name->setObjectName(u"profileName"_s);
    m_name->setPlaceholderText(tr("Only needed to save it"));
    m_url->setObjectName(u"url"_s);
    m_url->setPlaceholderText(u"http://127.0.0.1:3000"_s);
    m_token->setObjectName(u"token"_s);
    m_token->setEchoMode(QLineEdit::Password);
    m_token->setPlaceholderText(tr("None: the server is open"));
    m_keep->setObjectName(u"keepToken"_s);
    m_verdict->setObjectName(u"verdict"_s);
    m_test->setObjectName(u"test"_s);
    m_save->setObjectName(u"saveProfile"_s);
    for (QLabel *label : { m_hint, m_verdict }) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    }
    m_verdict->setMinimumHeight(fontMetrics().height() * 3);
    connect(m_url, &QLineEdit::textChanged, this, &ConnectDialog::warnOfToken);
    connect(m_token, &QLineEdit::textChanged, this, &ConnectDialog::warnOfToken);
    connect(m_name, &QLineEdit::textChanged, this, [this] { m_save->setEnabled(!m_name->text().trimmed().isEmpty()); });
    connect(m_save, &QPushButton::clicked, this, &ConnectDialog::saveProfile);
    m_save->setEnabled(false);

    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&Address:"), m_url);
    form->addRow(tr("To&ken:"), m_token);
    form->addRow(nullptr, m_keep);
    form->addRow(nullptr, m_hint);
    form->addRow(tr("&Name:"), m_name);
    auto *saving = new QHBoxLayout;
    saving->addWidget(m_save);
    saving->addStretch();
    form->addRow(nullptr, saving);
    auto *side = new QWidget;
    auto *layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(form);
    layout->addWidget(m_verdict, 1);
    return side;
}

void ConnectDialog::fillList()
{
    const QSignalBlocker blocker(m_list);
    m_list->clear();
    for (const Profile &profile : m_parts.profiles.all())
        m_list->addItem(profile.name);
    const QList<QListWidgetItem *> current = m_list->findItems(m_name->text(), Qt::MatchExactly);
    if (!current.isEmpty())
        m_list->setCurrentItem(current.first());
    m_remove->setEnabled(!current.isEmpty());
}

void ConnectDialog::showProfile(const QString &name)
{
    const auto profile = m_parts.profiles.find(name);
    m_remove->setEnabled(profile.has_value());
    if (!profile)
        return;
    m_name->setText(profile->name);
    m_url->setText(profile->url);
    m_token->clear();
    m_keep->setChecked(profile->keepsToken);
    m_verdict->clear();
    if (!profile->keepsToken)
        return;
    const auto show = [self = QPointer(this), name](const QString &token, const QString &problem) {
        if (!self || self->m_name->text() != name)
            return;
        self->m_token->setText(token);
        if (!problem.isEmpty())
            self->say(problem, false);
    };
    m_parts.vault.read(name, show);
}

void ConnectDialog::saveProfile()
{
    const auto address = typed();
    if (!address)
        return;
    const QString name = m_name->text().trimmed();
    const bool keeps = m_keep->isChecked() && !address->token.isEmpty();
    const auto known = m_parts.profiles.find(name);
    m_parts.profiles.save({ name, address->name(), keeps });
    fillList();
    if (!keeps && !(known && known->keepsToken))
        return say(tr("Saved."), true);
    const auto tell = [self = QPointer(this), name, url = address->name(), keeps](const QString &problem) {
        if (!self)
            return;
        if (keeps && !problem.isEmpty())
            self->m_parts.profiles.save({ name, url, false });
        self->say(problem.isEmpty() ? tr("Saved.")
                                    : tr("The profile is saved, but the token is kept for this session only. %1")
                                          .arg(problem),
                  problem.isEmpty());
    };
    m_parts.vault.write(name, keeps ? address->token : QString(), tell);
}

void ConnectDialog::removeProfile()
{
    const QString name = m_list->currentItem() ? m_list->currentItem()->text() : QString();
    const auto profile = m_parts.profiles.find(name);
    if (!profile)
        return;
    if (profile->keepsToken)
        m_parts.vault.write(name, {}, [](const QString &) {});
    m_parts.profiles.remove(name);
    m_name->clear();
    fillList();
}

void ConnectDialog::testConnection()
{
    if (m_parts.test.isRunning()) {
        m_parts.test.cancel();
        m_test->setText(tr("&Test connection"));
        return say(tr("Cancelled."), false);
    }
    const auto address = typed();
    if (!address)
        return;
    m_test->setText(tr("S&top test"));
    m_verdict->setPalette(palette());
    m_verdict->setText(tr("Asking %1…").arg(address->name()));
    m_parts.aimTest(*address);
    m_parts.test.start(*address);
}

void ConnectDialog::connectNow()
{
    if (const auto address = typed()) {
        m_parts.test.cancel();
        Q_EMIT chosen(*address);
        accept();
    }
}

void ConnectDialog::say(const QString &text, bool isGood)
{
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, isGood ? tone::good(colors) : tone::bad(colors));
    m_verdict->setPalette(colors);
    m_verdict->setText(text);
}

void ConnectDialog::warnOfToken()
{
    const auto address = ServerAddress::parse(m_url->text(), m_token->text());
    const bool isReadable = address && !address->token.isEmpty() && !address->keepsSecrets();
    m_hint->setVisible(isReadable);
    m_hint->setText(tr("Without https, everybody between here and the server can read the token."));
    m_keep->setEnabled(!m_token->text().isEmpty());
}

std::optional<ServerAddress> ConnectDialog::typed()
{
    const auto address = ServerAddress::parse(m_url->text(), m_token->text());
    if (address)
        return *address;
    say(address.error(), false);
    m_url->setFocus();
    return std::nullopt;
}

} // namespace parlor::admin
