// SPDX-FileCopyrightText: 2026 The Parlor authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/AboutDialog.h"

#include "models/DisplayText.h"
#include "widgets/Icon.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace parlor::admin {

using namespace Qt::StringLiterals;

AboutDialog::AboutDialog(const QString &serverVersion, QWidget *parent) :
    QDialog(parent)
{
    setWindowTitle(tr("About Parlor Admin"));
    auto *picture = new QLabel;
    picture->setPixmap(QIcon(u":/icons/parlor-admin.svg"_s).isNull()
                           ? QPixmap()
                           : icon("parlor-admin"_L1).pixmap(QSize(64, 64), devicePixelRatioF()));
    auto *name = new QLabel(tr("Parlor Admin"));
    QFont large = name->font();
    large.setPointSizeF(large.pointSizeF() * 1.6);
    name->setFont(large);
    auto *what = new QLabel(tr("Watches and runs the rooms of a Parlor chat server."));
    auto *facts = new QFormLayout;
    facts->setHorizontalSpacing(16);
    facts->addRow(tr("Version:"), new QLabel(QStringLiteral(PARLOR_VERSION)));
    auto *server = new QLabel(serverVersion.isEmpty() ? tr("not connected") : displaytext::oneLine(serverVersion, 40));
    server->setTextFormat(Qt::PlainText);
    facts->addRow(tr("Server:"), server);
    facts->addRow(tr("Qt:"), new QLabel(QString::fromLatin1(qVersion())));
    auto *licence = new QLabel(
        tr("Free software under the GNU General Public License, version 3 or later. It comes without any warranty."));
    licence->setWordWrap(true);

    auto *text = new QVBoxLayout;
    text->setSpacing(8);
    text->addWidget(name);
    text->addWidget(what);
    text->addSpacing(4);
    text->addLayout(facts);
    text->addSpacing(4);
    text->addWidget(licence);
    auto *top = new QHBoxLayout;
    top->setSpacing(20);
    top->addWidget(picture, 0, Qt::AlignTop);
    top->addLayout(text, 1);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 20, 20, 12);
    layout->setSpacing(16);
    layout->addLayout(top);
    layout->addWidget(buttons);
    setMinimumWidth(fontMetrics().averageCharWidth() * 76);
}

} // namespace parlor::admin
