"""Post: what people are told by mail, as they chose it: at once, gathered in a digest, or never.

Rooms say what there is to tell (`notices.tell`); here alone it is decided when it becomes a mail, and with what else.
Asks, invitations and lost passwords are mails of their own and never wait.
"""
