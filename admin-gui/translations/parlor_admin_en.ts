<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>ApiError</name>
    <message numerus="yes">
        <source>The server did not answer within %n second(s).</source>
        <translation>
            <numerusform>The server did not answer within %n second.</numerusform>
            <numerusform>The server did not answer within %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parlor::admin::ConnectionIndicator</name>
    <message numerus="yes">
        <source>No connection to %1; next attempt in %n second(s)</source>
        <translation>
            <numerusform>No connection to %1; next attempt in %n second</numerusform>
            <numerusform>No connection to %1; next attempt in %n seconds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parlor::admin::ConnectionTest</name>
    <message numerus="yes">
        <source>This is Parlor %1, with %n room(s).</source>
        <translation>
            <numerusform>This is Parlor %1, with %n room.</numerusform>
            <numerusform>This is Parlor %1, with %n rooms.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parlor::admin::ParticipantsPanel</name>
    <message numerus="yes">
        <source>%n participant(s)</source>
        <translation>
            <numerusform>%n participant</numerusform>
            <numerusform>%n participants</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parlor::admin::RoomCloser</name>
    <message numerus="yes">
        <source>%n rooms were not closed. The last reason: %1</source>
        <translation>
            <numerusform>%n room was not closed. The reason: %1</numerusform>
            <numerusform>%n rooms were not closed. The last reason: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parlor::admin::RoomsPage</name>
    <message numerus="yes">
        <source>%n room(s)</source>
        <translation>
            <numerusform>%n room</numerusform>
            <numerusform>%n rooms</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Close %n room(s)?</source>
        <translation>
            <numerusform>Close %n room?</numerusform>
            <numerusform>Close %n rooms?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n participant(s) inside will be told and sent out.</source>
        <translation>
            <numerusform>%n participant inside will be told and sent out.</numerusform>
            <numerusform>%n participants inside will be told and sent out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Closing %n room(s)…</source>
        <translation>
            <numerusform>Closing %n room…</numerusform>
            <numerusform>Closing %n rooms…</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>parlor::admin::StreamView</name>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n new</numerusform>
            <numerusform>%n new</numerusform>
        </translation>
    </message>
</context>
</TS>
